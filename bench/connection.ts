import { connect } from "node:net";

export interface Answer {
  status: number;
  /** Status line and headers. */
  head: string;
  /** Bytes of the body as they came over the wire. */
  length: number;
  /** Null when it wasn't wanted. */
  body: Buffer | null;
}

/** A connection that stays open and asks one thing after the other. */
export interface Connection {
  ask(request: Buffer, wantsBody?: boolean): Promise<Answer>;
  close(): void;
}

interface Asked {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/**
 * Reads as little of an answer as will do, so that asking costs a fraction of answering: what is measured is to be the
 * server.
 */
export async function openConnection(port: number): Promise<Connection> {
  let asked: Asked | null = null;
  let reader = new AnswerReader(false);
  const take = (bytes: Buffer) => {
    const answer = reader.take(bytes);
    const done = asked;
    if (!answer || !done) return;
    asked = null;
    done.resolve(answer);
  };
  const fail = (error: Error) => {
    asked?.reject(error);
    asked = null;
  };
  const callback = (length: number, buffer: Uint8Array) => {
    try {
      take(Buffer.from(buffer.buffer, buffer.byteOffset, length));
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)));
    }
    return true;
  };
  const onread = { buffer: Buffer.alloc(64 * 1024), callback };
  const socket = connect({ host: "127.0.0.1", port, noDelay: true, onread });
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  socket.on("error", fail);
  socket.on("close", () => fail(new Error("the server closed the connection")));
  return {
    ask: (request, wantsBody = false) =>
      new Promise((resolve, reject) => {
        asked = { resolve, reject };
        reader = new AnswerReader(wantsBody);
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

const endOfHead = Buffer.from("\r\n\r\n");

class AnswerReader {
  private readonly wantsBody: boolean;
  private begun: Buffer | null = null;
  private answer: Answer | null = null;
  private missing = 0;
  private readonly parts: Buffer[] = [];

  constructor(wantsBody: boolean) {
    this.wantsBody = wantsBody;
  }

  /** The answer, once its last byte has come. `bytes` are only lent. */
  take(bytes: Buffer): Answer | null {
    if (!this.answer) {
      const all = this.begun ? Buffer.concat([this.begun, bytes]) : bytes;
      const end = all.indexOf(endOfHead);
      if (end < 0) {
        this.begun = Buffer.from(all);
        return null;
      }
      this.answer = readHead(all.toString("latin1", 0, end));
      this.missing = this.answer.length;
      return this.takeBody(this.answer, all.subarray(end + endOfHead.length));
    }
    return this.takeBody(this.answer, bytes);
  }

  private takeBody(answer: Answer, bytes: Buffer): Answer | null {
    this.missing -= bytes.length;
    if (this.wantsBody) this.parts.push(Buffer.from(bytes));
    if (this.missing < 0) throw new Error("more came than the answer's length");
    if (this.missing > 0) return null;
    return this.wantsBody ? { ...answer, body: Buffer.concat(this.parts) } : answer;
  }
}

function readHead(head: string): Answer {
  const status = Number(head.slice(9, 12));
  const length = headerOf(head, "content-length");
  if (length === null && status !== 304 && status !== 204)
    throw new Error("the answer doesn't say its length");
  return { status, head, length: Number(length ?? 0), body: null };
}

const patterns = new Map<string, RegExp>();

/** A header of an answer, or null. */
export function headerOf(head: string, name: string): string | null {
  const pattern = patterns.get(name) ?? new RegExp(`\r\n${name}: ([^\r\n]*)`, "i");
  patterns.set(name, pattern);
  return pattern.exec(head)?.[1] ?? null;
}
