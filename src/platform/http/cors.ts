// https://fetch.spec.whatwg.org/#http-cors-protocol
// No `Access-Control-Allow-Credentials`: pages of other origins never act with a reader's cookie. Who writes from there
// is told by the device token that the page itself keeps.

/** Request headers that a page of another origin may send. */
const mayBeSent = ["content-type", "idempotency-key", "belowline-device", "if-none-match"];
/** Answer headers that such a page may read, beside the few that every page may. */
const mayBeRead = [
  "etag",
  "location",
  "retry-after",
  "ratelimit",
  "ratelimit-policy",
  "belowline-device",
  "server-timing",
];
// Chromium remembers no longer.
const remembered = 7200;

/** The headers with which a page of `origin` may read an answer: none where the site doesn't allow that origin. */
export function corsHeaders(
  origin: string | undefined,
  allowed: readonly string[],
): Readonly<Record<string, string>> {
  if (origin === undefined || !allowed.includes(origin)) return {};
  return {
    "access-control-allow-origin": origin,
    "access-control-expose-headers": mayBeRead.join(", "),
  };
}

/** The same for the question that a browser asks before such a page sends anything. */
export function preflightHeaders(
  origin: string | undefined,
  allowed: readonly string[],
  methods: readonly string[],
): Readonly<Record<string, string>> {
  if (origin === undefined || !allowed.includes(origin)) return {};
  return {
    "access-control-allow-origin": origin,
    "access-control-allow-methods": methods.join(", "),
    "access-control-allow-headers": mayBeSent.join(", "),
    "access-control-max-age": String(remembered),
  };
}
