import { prose } from "./prose.ts";

// What a browser sends with every request, near enough; both servers have to read it.
const usual = [
  "user-agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  "accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "accept-language: en-GB,en;q=0.7",
  "accept-encoding: gzip, deflate, br, zstd",
  "connection: keep-alive",
];

export function getRequest(port: number, path: string, cookies?: string): Buffer {
  const own = cookies === undefined ? [] : [`cookie: ${cookies}`];
  return written([`GET ${path} HTTP/1.1`, `host: localhost:${port}`, ...usual, ...own], "");
}

let signIns = 0;

/** The form by which a member signs in, each time from a network that nobody has seen before. */
export function signInRequest(port: number, email: string, password: string): Buffer {
  const n = ++signIns;
  const body = new URLSearchParams({ email, password }).toString();
  const lines = [
    "POST /sign-in HTTP/1.1",
    `host: localhost:${port}`,
    ...usual,
    "content-type: application/x-www-form-urlencoded",
    `content-length: ${Buffer.byteLength(body)}`,
    "sec-fetch-site: same-origin",
    `x-forwarded-for: 10.${100 + ((n >> 16) & 127)}.${(n >> 8) & 255}.${n & 255}`,
  ];
  return written(lines, body);
}

let posts = 0;

/** Some comments to choose from, as long as comments are. */
const texts = Array.from({ length: 200 }, (_, n) => prose(n + 1, 8 + ((n * 37) % 70)));

/** The form of one more comment, from a device and a network that nobody has seen before. */
export function postRequest(port: number, slug: string, parent: number | null): Buffer {
  const n = ++posts;
  const body = new URLSearchParams({
    name: `Reader ${n % 500}`,
    text: `${texts[n % texts.length]} (${n})`,
    key: String(n).padStart(24, "k"),
    parent: parent === null ? "" : String(parent),
  }).toString();
  const lines = [
    `POST /stories/${slug}/comments HTTP/1.1`,
    `host: localhost:${port}`,
    ...usual,
    "content-type: application/x-www-form-urlencoded",
    `content-length: ${Buffer.byteLength(body)}`,
    "sec-fetch-site: same-origin",
    `x-forwarded-for: 10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
  ];
  return written(lines, body);
}

function written(lines: readonly string[], body: string): Buffer {
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body}`);
}
