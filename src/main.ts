import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { tellError } from "./platform/lib/tell-error.ts";
import { type App, createApp } from "./app.ts";
import { answerRequests } from "./features/people/accounts/answer-requests.ts";
import { keepHouse } from "./features/people/privacy/keep-house.ts";
import { offerSetUp } from "./features/people/staff/set-up.ts";
import { startScans } from "./features/moderation/scan/run-scans.ts";
import { startMailJobs } from "./features/notifications/mail-jobs.ts";
import { letHeapGrow } from "./platform/lib/small-heap.ts";
import { ConfigError, readConfig } from "./platform/config/config.ts";
import { openSecret } from "./platform/config/secret.ts";
import type { Database } from "./platform/db/database.ts";
import { openDatabase } from "./platform/db/open.ts";

/** The folder of this package: the build is in it, and the sample. */
export const packageFolder = fileURLToPath(new URL("../..", import.meta.url));

export interface Opened {
  app: App;
  database: Database;
  close(): Promise<void>;
}

/** Opens the program on the environment's settings, without listening yet. */
export async function open(env: Record<string, string | undefined>, logLevel?: string): Promise<Opened> {
  const config = readConfig(env);
  mkdirSync(config.dataDir, { recursive: true });
  const secret = openSecret(config);
  const database = await openDatabase(config);
  const log = pino({ level: logLevel ?? config.logLevel, serializers: { err: tellError } });
  const clientFolder = `${packageFolder}dist/client`;
  const app = await createApp({ config, secret, database, log, clientFolder });
  return {
    app,
    database,
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}

const aSecond = 1000;

/** `belowline start`: serves until it is told to stop. */
export async function start({ empty }: { empty: boolean }): Promise<void> {
  const opened = await open(process.env);
  const { ctx, fastify } = opened.app;
  if (ctx.sites.all().length === 0 && !empty) {
    process.stdout.write(
      "This data folder is empty: bringing a sample newspaper (remove it with: belowline sample remove)\n",
    );
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const { loadSample } = await import("./features/transfer/sample/load-sample.ts");
    await loadSample(ctx, `${packageFolder}sample`, timeZone);
  }
  const stopKeepingHouse = keepHouse(ctx);
  const mailRoom = setInterval(() => {
    answerRequests(ctx).catch((error: unknown) =>
      ctx.log.error({ err: error }, "what was asked for at addresses could not be answered"),
    );
  }, aSecond);
  const stop = (signal: string) => {
    ctx.log.info({ signal }, "stopping");
    clearInterval(mailRoom);
    const end = async () => {
      await stopKeepingHouse();
      await stopScans();
      await mail.stop();
      await opened.close();
    };
    end().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  const mail = startMailJobs(ctx);
  const stopScans = startScans(ctx);
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  await fastify.listen({ port: ctx.config.port, host: ctx.config.host });
  letHeapGrow();
  const address = fastify.server.address();
  const port = typeof address === "object" && address ? address.port : ctx.config.port;
  const url = ctx.config.port === 0 ? `http://localhost:${port}` : ctx.config.url;
  process.stdout.write(`Belowline is open: ${url}/\n`);
  for (const site of ctx.sites.all())
    if (site.pathPrefix) process.stdout.write(`  ${site.name}: ${url}${site.pathPrefix}/\n`);
  const setUp = await offerSetUp(ctx);
  if (setUp !== null) process.stdout.write(`There is no admin yet. Make yourself one, once: ${setUp}\n`);
  if (ctx.sites.all().length === 0)
    process.stdout.write("There is no site yet: belowline site add KEY --name NAME --language LANGUAGE\n");
}

/** Prints an error for the person at the terminal. What they can mend comes without a stack. */
export function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    return "Another program listens at this port already. Choose another: PORT=4401 npm start";
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
