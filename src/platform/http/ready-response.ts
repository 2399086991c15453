import { type ServerResponse, STATUS_CODES } from "node:http";

/** How long a connection is kept for the next request: milliseconds. */
export const keepAlive = 72_000;

/** A head as it goes over the wire, but for what follows from the moment and the connection. */
export function headText(status: number, head: readonly string[]): string {
  let text = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n`;
  for (let at = 0; at + 1 < head.length; at += 2) text += `${head[at]}: ${head[at + 1]}\r\n`;
  return text;
}

/** Node's own field of a response: the head when it is written, and until then null. */
interface Headed {
  _header: string | null;
}

function isHeaded(response: ServerResponse): response is ServerResponse & Headed {
  return "_header" in response;
}

/**
 * Answers with a head given as text. Node checks and joins headers one by one for each answer; for a dozen of them that
 * never change, this takes a tenth of the time that a small answer costs. False when it can't be done so, because the
 * connection is to be closed afterwards (or a later Node knows no such field): nothing is sent then.
 */
export function sendReady(
  response: ServerResponse,
  { status, head, body }: { status: number; head: string; body: Buffer | readonly Buffer[] | undefined },
): boolean {
  if (!response.shouldKeepAlive || !isHeaded(response) || response._header !== null) return false;
  response.statusCode = status;
  response._header = head + moment();
  // In chunks: Node writes them at once, with the head.
  if (Array.isArray(body)) {
    for (const chunk of body) response.write(chunk);
    response.end();
  } else response.end(body);
  return true;
}

let second = 0;
let lines = "";

/** The rest of a head: RFC 9110 wants the date in it. */
function moment(): string {
  const now = Math.floor(Date.now() / 1000);
  if (now !== second) {
    second = now;
    lines = `Date: ${new Date(now * 1000).toUTCString()}\r\nConnection: keep-alive\r\nKeep-Alive: timeout=${keepAlive / 1000}\r\n\r\n`;
  }
  return lines;
}
