import { lookup } from "node:dns/promises";
import { type IncomingMessage, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress } from "./public-address.ts";

/** Why something could not be fetched. */
export type FetchFailure =
  | "bad-address"
  | "not-public"
  | "not-found"
  | "unreachable"
  | "refused"
  | "too-large"
  | "too-slow"
  | "too-many-redirects";

export type Fetched = { bytes: Buffer } | { failure: FetchFailure };

export interface Resolved {
  address: string;
  family: number;
}

export interface FetchLimits {
  maxBytes: number;
  /** For everything, redirects and all. */
  timeoutMs: number;
}

/** How the network is reached; other ways are for tests. */
export interface Network {
  resolve(host: string): Promise<Resolved[]>;
  isAllowed(address: string): boolean;
  /** Where requests to an address go instead. */
  instead?(url: URL): URL;
}

export const internet: Network = {
  resolve: (host) => lookup(host, { all: true, verbatim: true }),
  isAllowed: isPublicAddress,
};

const mostRedirects = 5;

class Refusal extends Error {
  readonly failure: FetchFailure;

  constructor(failure: FetchFailure) {
    super(failure);
    this.failure = failure;
  }
}

/**
 * Fetches what somebody else's text names, by http or https. Every address that the host's name stands for has to be a
 * public one, and the connection goes to the very addresses that were checked: a name that changes its mind in between
 * gains nothing. Each redirect is checked the same way.
 */
export async function safeFetch(address: string, limits: FetchLimits, network = internet): Promise<Fetched> {
  const signal = AbortSignal.timeout(limits.timeoutMs);
  try {
    let url = readAddress(address, undefined);
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const answer = await withSignal(fetchOnce(url, limits, { network, signal }), signal);
      if (Buffer.isBuffer(answer)) return { bytes: answer };
      url = readAddress(answer.location, url);
    }
    return { failure: "too-many-redirects" };
  } catch (error) {
    if (signal.aborted) return { failure: "too-slow" };
    return { failure: error instanceof Refusal ? error.failure : "unreachable" };
  }
}

/** What is sent to a service. */
export interface Sent {
  method?: "GET" | "POST";
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

export type Answered = { status: number; bytes: Buffer } | { failure: FetchFailure };

/** Asks a service by its address, as carefully as `safeFetch`. Every status is an answer; redirects aren't followed. */
export async function safeRequest(
  address: string,
  sent: Sent,
  limits: FetchLimits,
  network: Network,
): Promise<Answered> {
  const signal = AbortSignal.timeout(limits.timeoutMs);
  const work = async () => {
    const url = readAddress(address, undefined);
    const target = network.instead?.(url) ?? url;
    const checked = await checkedAddresses(target, network);
    const headers = { host: url.host, accept: "application/json", ...sent.headers };
    const answer = await ask(target, checked, { signal, sent: { ...sent, headers } });
    try {
      return { status: answer.statusCode ?? 0, bytes: await readBytes(answer, limits) };
    } finally {
      answer.destroy();
    }
  };
  try {
    return await withSignal(work(), signal);
  } catch (error) {
    if (signal.aborted) return { failure: "too-slow" };
    return { failure: error instanceof Refusal ? error.failure : "unreachable" };
  }
}

function readAddress(address: string, base: URL | undefined): URL {
  const url = URL.parse(address, base);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    throw new Refusal("bad-address");
  }
  return url;
}

/** Looking a name up can't be broken off; waiting for it can. */
function withSignal<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Refusal("too-slow")), { once: true });
    work.then(resolve, reject);
  });
}

interface Way {
  network: Network;
  signal: AbortSignal;
}

async function fetchOnce(
  url: URL,
  limits: FetchLimits,
  { network, signal }: Way,
): Promise<Buffer | { location: string }> {
  const checked = await checkedAddresses(url, network);
  const answer = await ask(url, checked, { signal, sent: {} });
  try {
    return await readAnswer(answer, limits);
  } finally {
    answer.destroy();
  }
}

async function checkedAddresses(url: URL, network: Network): Promise<Resolved[]> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const family = isIP(host);
  const addresses = family > 0 ? [{ address: host, family }] : await network.resolve(host);
  if (addresses.length === 0) throw new Refusal("unreachable");
  if (!addresses.every(({ address }) => network.isAllowed(address))) throw new Refusal("not-public");
  return addresses;
}

function ask(
  url: URL,
  checked: readonly Resolved[],
  { signal, sent }: { signal: AbortSignal; sent: Sent },
): Promise<IncomingMessage> {
  const toChecked: LookupFunction = (_host, options, callback) => {
    const [first] = checked;
    if (options.all) callback(null, [...checked]);
    else callback(null, first?.address ?? "", first?.family);
  };
  const headers = {
    "user-agent": "Belowline",
    accept: "image/*",
    "accept-encoding": "identity",
    ...(sent.body === undefined ? {} : { "content-length": String(Buffer.byteLength(sent.body)) }),
    ...sent.headers,
  };
  const method = sent.method ?? "GET";
  const start = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    // No agent: a connection of another host must not be used again.
    const request = start(url, {
      agent: false,
      lookup: toChecked,
      signal,
      method,
      headers,
      maxHeaderSize: 16_384,
    });
    request.once("response", resolve);
    request.on("error", reject);
    request.end(sent.body);
  });
}

async function readAnswer(
  answer: IncomingMessage,
  limits: FetchLimits,
): Promise<Buffer | { location: string }> {
  const status = answer.statusCode ?? 0;
  const { location } = answer.headers;
  if ([301, 302, 303, 307, 308].includes(status) && location) return { location };
  if (status === 404 || status === 410) throw new Refusal("not-found");
  if (status !== 200) throw new Refusal("refused");
  return readBytes(answer, limits);
}

async function readBytes(answer: IncomingMessage, { maxBytes }: FetchLimits): Promise<Buffer> {
  if (Number(answer.headers["content-length"] ?? 0) > maxBytes) throw new Refusal("too-large");
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new Refusal("too-large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
