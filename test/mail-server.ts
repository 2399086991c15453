import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerSession } from "smtp-server";

/** A mail as its receiver reads it. */
export interface Received {
  to: string;
  raw: string;
  mail: Email;
  header(name: string): string | null;
}

/** What the server does with the next mail: takes it, answers with a code, or breaks the connection off. */
export type Manner =
  | "take"
  | { rcpt: number }
  | { data: number }
  | { mail: number }
  /** Takes all of it, and never says so: with or without having kept it. */
  | { drop: "kept" | "lost" }
  /** Says nothing more. */
  | "silent";

export interface MailServer {
  url: string;
  port: number;
  received: Received[];
  /** In turn, one for each mail; then it takes all. */
  manners: Manner[];
  /** How many connections there were. */
  connections: number;
  stop(): Promise<void>;
}

const said = (code: number) =>
  Object.assign(new Error(`the address alma@example.org is not wanted`), { responseCode: code });

/** A real SMTP server on loopback. */
export async function startMailServer(port = 0): Promise<MailServer> {
  const sockets = new Set<Socket>();
  const received: Received[] = [];
  const manners: Manner[] = [];
  const current = (session: SMTPServerSession) => known.get(session.id) ?? "take";
  const known = new Map<string, Manner>();
  const state = { connections: 0 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onConnect: (_session, done) => {
      state.connections++;
      done();
    },
    onMailFrom: (_address, session, done) => {
      const manner = manners.shift() ?? "take";
      known.set(session.id, manner);
      if (manner === "silent") return;
      done(typeof manner === "object" && "mail" in manner ? said(manner.mail) : null);
    },
    onRcptTo: (_address, session, done) => {
      const manner = current(session);
      done(typeof manner === "object" && "rcpt" in manner ? said(manner.rcpt) : null);
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", async () => {
        const manner = current(session);
        const raw = Buffer.concat(chunks).toString("utf8");
        const keep = async () => {
          const mail = await PostalMime.parse(raw);
          const to = session.envelope.rcptTo.map(({ address }) => address).join(" ");
          const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value ?? null;
          received.push({ to, raw, mail, header });
        };
        if (typeof manner === "object" && "drop" in manner) {
          if (manner.drop === "kept") await keep();
          for (const socket of sockets) socket.destroy();
          return;
        }
        if (typeof manner === "object" && "data" in manner) return done(said(manner.data));
        await keep();
        done();
      });
    },
  });
  server.on("error", () => {});
  server.server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  const listener = server.listen(port, "127.0.0.1");
  if (!listener.listening) await once(listener, "listening");
  const { port: given } = listener.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${given}`,
    port: given,
    received,
    manners,
    get connections() {
      return state.connections;
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
