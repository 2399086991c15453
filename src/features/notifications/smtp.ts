import { Readable } from "node:stream";
import type SMTPConnection from "nodemailer/lib/smtp-connection";
import type { SMTPConnectionOptions } from "nodemailer/lib/smtp-connection";

/** What became of handing a mail over. */
export type Outcome =
  | { is: "sent" }
  /** Refused for good. */
  | { is: "refused"; error: string }
  /** To be tried again; `isOutage`: the server takes no mail at all now. */
  | { is: "failed"; error: string; isOutage: boolean }
  /** All of it went out, but the server's answer never came: it may have arrived, or not. */
  | { is: "inDoubt"; error: string }
  /** It belongs to another sender by now. */
  | { is: "taken" };

/** A whole message, as it goes over the wire. */
export interface Message {
  from: string;
  to: string;
  raw: Buffer;
}

/** Milliseconds. */
export interface Patience {
  connect: number;
  /** Between two words of the server. */
  answer: number;
  /** For everything that one mail takes. */
  all: number;
}

// RFC 5321, 4.5.3.2 wants five minutes for most answers. Whoever ends the wait for the last one too early sends twice.
export const patience: Patience = { connect: 20_000, answer: 300_000, all: 600_000 };

/** A way to the mail server. Its connection is kept from one mail to the next. */
export interface Post {
  /** `mayBegin` is asked when the server is ready for the content; after that there is no way back. */
  deliver(message: Message, mayBegin: () => Promise<boolean>): Promise<Outcome>;
  /** Whether the server can be reached and takes our name and password: null, or what is wrong. */
  look(): Promise<string | null>;
  /** Ends the connection, between two mails. */
  close(): void;
  /** Ends whatever is under way. */
  abort(): void;
}

/** `url`: smtp://user:password@host:port or smtps://…, with nodemailer's options as its query. */
export function openPost(url: string, waits: Patience = patience): Post {
  let open: SMTPConnection | null = null;
  const aborting = new AbortController();

  function close(): void {
    open?.close();
    open = null;
  }

  async function connection(): Promise<SMTPConnection> {
    if (open && !open.destroyed) return open;
    open = await connect(url, waits);
    return open;
  }

  return {
    close,
    abort: () => {
      aborting.abort();
      close();
    },
    look: async () => {
      try {
        await connection();
        return null;
      } catch (error) {
        return codeOf(error);
      } finally {
        close();
      }
    },
    deliver: async (message, mayBegin) => {
      const stage = { isHanded: false, isTaken: false };
      const tooLong = AbortSignal.any([AbortSignal.timeout(waits.all), aborting.signal]);
      try {
        const smtp = await unlessAborted(connection(), tooLong);
        await unlessAborted(send(smtp, message, { stage, mayBegin }), tooLong);
        return { is: "sent" };
      } catch (error) {
        close();
        return stage.isTaken ? { is: "taken" } : outcomeOf(error, stage.isHanded);
      }
    },
  };
}

// nodemailer is loaded when the first mail goes out: serving pages needs none of it.
async function connect(url: string, waits: Patience): Promise<SMTPConnection> {
  const { default: Connection } = await import("nodemailer/lib/smtp-connection");
  const { parseConnectionUrl } = await import("nodemailer/lib/shared");
  const { auth, ...options } = parseConnectionUrl(url) as SMTPConnectionOptions & {
    auth?: { user: string; pass: string };
  };
  const smtp = new Connection({
    ...options,
    logger: false,
    connectionTimeout: waits.connect,
    greetingTimeout: waits.connect,
    dnsTimeout: waits.connect,
    socketTimeout: waits.answer,
  });
  // Also what happens between two mails comes as an event, and one without a listener ends the process.
  smtp.on("error", () => {});
  await new Promise<void>((resolve, reject) => {
    smtp.once("error", reject);
    smtp.connect((error) => (error ? reject(error) : resolve()));
  });
  if (auth)
    await new Promise<void>((resolve, reject) =>
      smtp.login(auth, (error) => (error ? reject(error) : resolve())),
    );
  return smtp;
}

/** Like `work`, but rejects as soon as `signal` says so. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => {
    const isTooLong = signal.reason instanceof DOMException && signal.reason.name === "TimeoutError";
    reject(Object.assign(new Error("given up"), { code: isTooLong ? "ETIMEDOUT" : "EABORT" }));
  };
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  return Promise.race([work, promise]).finally(() => signal.removeEventListener("abort", stop));
}

interface Sending {
  stage: { isHanded: boolean; isTaken: boolean };
  mayBegin: () => Promise<boolean>;
}

function send(smtp: SMTPConnection, { from, to, raw }: Message, { stage, mayBegin }: Sending): Promise<void> {
  // Read only when the server has said that it is ready: nothing went out before that.
  async function* content() {
    if (!(await mayBegin())) {
      stage.isTaken = true;
      throw new Error("this mail is another sender's");
    }
    stage.isHanded = true;
    yield raw;
  }
  return new Promise((resolve, reject) => {
    smtp.send({ from, to: [to], size: raw.length }, Readable.from(content()), (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

interface SmtpError {
  code?: unknown;
  originalCode?: unknown;
  command?: unknown;
  response?: unknown;
  responseCode?: unknown;
}

function outcomeOf(thrown: unknown, isHanded: boolean): Outcome {
  const { command, responseCode, code } = thrown as SmtpError;
  const error = codeOf(thrown);
  if (typeof responseCode !== "number") {
    if (code === "EMESSAGE" || code === "EENVELOPE") return { is: "refused", error };
    return isHanded ? { is: "inDoubt", error } : { is: "failed", error, isOutage: code !== "EABORT" };
  }
  // What is said of this one recipient, or of this one message, ends this one mail; all else is of the whole way.
  const isOfThisMail = command === "RCPT TO" || command === "DATA";
  if (isOfThisMail && responseCode >= 500) return { is: "refused", error };
  return { is: "failed", error, isOutage: !isOfThisMail || responseCode === 421 };
}

/**
 * What went wrong, as a code: "550 5.1.1", "ECONNREFUSED", "EAUTH 535". Never the server's own words, which often repeat
 * the address.
 */
function codeOf(thrown: unknown): string {
  const { code, originalCode, command, response, responseCode } = thrown as SmtpError;
  const status = /^\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3})?/.exec(String(response ?? ""))?.[0].replace("-", " ");
  const isOfLogin = code === "EAUTH" || String(command ?? "").startsWith("AUTH");
  if (isOfLogin) return status ? `EAUTH ${status}` : "EAUTH";
  if (command === "MAIL FROM" && status) return `ESENDER ${status}`;
  if (typeof responseCode === "number") return status ?? String(responseCode);
  const known = [originalCode, code].find((each) => typeof each === "string" && /^E[A-Z]+$/.test(each));
  return typeof known === "string" ? known : "EUNKNOWN";
}
