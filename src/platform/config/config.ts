import { resolve } from "node:path";
import { ConfigError } from "./config-error.ts";
import { type ConnectConfig, connectSettings, readConnect } from "./connect.ts";

export { ConfigError } from "./config-error.ts";

/** One setting of the environment: what `belowline doctor` lists and what `readConfig` reads. */
export interface EnvSetting {
  name: string;
  fallback: string | null;
  secret: boolean;
  about: string;
}

/** Periods after which things are forgotten, in days. */
const keepSettings = {
  hashes: ["BELOWLINE_KEEP_HASHES_DAYS", 30, "keyed hashes of networks, and of the device of each comment"],
  devices: ["BELOWLINE_KEEP_DEVICES_DAYS", 30, "what guests are known again by, since their last comment"],
  requests: ["BELOWLINE_KEEP_REQUESTS_DAYS", 7, "requests for links in mails"],
  mails: ["BELOWLINE_KEEP_MAILS_DAYS", 30, "mails, sent or not"],
  unverified: ["BELOWLINE_KEEP_UNVERIFIED_DAYS", 7, "accounts whose address is not verified"],
} as const satisfies Record<string, readonly [string, number, string]>;
export type KeepName = keyof typeof keepSettings;
const keepNames = Object.keys(keepSettings) as KeepName[];

export const envSettings: readonly EnvSetting[] = [
  { name: "PORT", fallback: "4400", secret: false, about: "port to listen on" },
  { name: "HOST", fallback: "127.0.0.1", secret: false, about: "address to listen on" },
  {
    name: "BELOWLINE_DATA",
    fallback: "./data",
    secret: false,
    about: "folder for the database and the pictures",
  },
  {
    name: "BELOWLINE_URL",
    fallback: null,
    secret: false,
    about: "public address, used in links and feeds; absent: http://HOST:PORT",
  },
  {
    name: "BELOWLINE_SECRET",
    fallback: null,
    secret: true,
    about: "32 characters or more; signs cookies, seals addresses; absent: made and kept in the data folder",
  },
  {
    name: "BELOWLINE_PROXIES",
    fallback: "",
    secret: false,
    about: "addresses of trusted reverse proxies, with commas: their X-Forwarded-For is believed",
  },
  {
    name: "DATABASE_URL",
    fallback: null,
    secret: true,
    about: "postgres://…; absent: SQLite in the data folder",
  },
  {
    name: "SMTP_URL",
    fallback: null,
    secret: true,
    about: "mail server: smtp://user:password@host:587 or smtps://…; absent: no mail is sent",
  },
  {
    name: "BELOWLINE_CACHE_MB",
    fallback: "20",
    secret: false,
    about: "memory for rendered pages, in megabytes; what is asked for least makes room",
  },
  {
    name: "BELOWLINE_CDN_SECONDS",
    fallback: "0",
    secret: false,
    about:
      "how long a CDN in front may answer by itself (s-maxage), with tags to purge by; 0: it asks each time",
  },
  {
    name: "BELOWLINE_PURGE_URL",
    fallback: null,
    secret: true,
    about: 'gets a POST with {"tags": […]} when pages change, and {"everything": true} at each start',
  },
  ...connectSettings,
  ...keepNames.map((name) => {
    const [setting, days, about] = keepSettings[name];
    return { name: setting, fallback: String(days), secret: false, about: `days for which we keep ${about}` };
  }),
  { name: "LOG_LEVEL", fallback: "info", secret: false, about: "trace, debug, info, warn, error or silent" },
];

export interface Config {
  port: number;
  host: string;
  dataDir: string;
  /** Public origin without a trailing slash, for example `https://news.example.org`. */
  url: string;
  /** Absent until the data folder has made or read one: see `openSecret`. */
  secret: string | null;
  proxies: string[];
  databaseUrl: string | null;
  smtpUrl: string | null;
  /** Bytes for rendered pages. */
  cacheBytes: number;
  /** Seconds for which a shared cache in front may answer by itself. */
  cdnSeconds: number;
  purgeUrl: string | null;
  connect: ConnectConfig;
  /** Days after which things are forgotten. */
  keepDays: Readonly<Record<KeepName, number>>;
  logLevel: string;
}

/** Reads the environment. Throws ConfigError on anything half-configured. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const read = (name: string): string | null => {
    const value = env[name]?.trim();
    if (value) return value;
    return envSettings.find((setting) => setting.name === name)?.fallback || null;
  };
  const number = (name: string, least: number, most: number) =>
    readNumber(name, read(name) ?? "", [least, most]);
  const port = number("PORT", 0, 65_535);
  const host = read("HOST") ?? "127.0.0.1";
  const secret = read("BELOWLINE_SECRET");
  if (secret !== null && secret.length < 32) {
    throw new ConfigError("BELOWLINE_SECRET is shorter than 32 characters. Leave it out to have one made.");
  }
  return {
    port,
    host,
    dataDir: resolve(read("BELOWLINE_DATA") ?? "./data"),
    url:
      readUrl(read("BELOWLINE_URL")) ??
      `http://${host === "0.0.0.0" || host === "127.0.0.1" ? "localhost" : host}:${port}`,
    secret,
    proxies: (read("BELOWLINE_PROXIES") ?? "")
      .split(",")
      .map((entry) => entry.trim())
      .filter(Boolean),
    databaseUrl: readDatabaseUrl(read("DATABASE_URL")),
    smtpUrl: readSmtpUrl(read("SMTP_URL")),
    cacheBytes: number("BELOWLINE_CACHE_MB", 1, 100_000) * 1024 * 1024,
    cdnSeconds: number("BELOWLINE_CDN_SECONDS", 0, 31_536_000),
    purgeUrl: readPurgeUrl(read("BELOWLINE_PURGE_URL")),
    connect: readConnect(read),
    keepDays: Object.fromEntries(
      keepNames.map((name) => [name, number(keepSettings[name][0], 1, 36_500)]),
    ) as Record<KeepName, number>,
    logLevel: readLogLevel(read("LOG_LEVEL") ?? "info"),
  };
}

function readNumber(name: string, value: string, [least, most]: [number, number]): number {
  const number = Number(value);
  if (value === "" || !Number.isInteger(number) || number < least || number > most) {
    throw new ConfigError(`${name} is "${value}"; it has to be a number from ${least} to ${most}.`);
  }
  return number;
}

function readPurgeUrl(value: string | null): string | null {
  if (value === null || /^https?:$/.test(URL.parse(value)?.protocol ?? "")) return value;
  throw new ConfigError(`BELOWLINE_PURGE_URL is "${value}"; it has to begin with http:// or https://.`);
}

// Never shown: there is a password in it.
function readSmtpUrl(value: string | null): string | null {
  const url = value === null ? null : URL.parse(value);
  if (value === null || (url && /^smtps?:$/.test(url.protocol) && url.hostname)) return value;
  throw new ConfigError("SMTP_URL has to look like smtp://user:password@mail.example.org:587, or smtps://….");
}

function readUrl(value: string | null): string | null {
  if (value === null) return null;
  const url = URL.parse(value);
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== "/" || url.search || url.hash) {
    throw new ConfigError(
      `BELOWLINE_URL is "${value}"; it has to look like https://news.example.org, without a path.`,
    );
  }
  return url.origin;
}

function readDatabaseUrl(value: string | null): string | null {
  if (value === null || /^postgres(ql)?:\/\//.test(value)) return value;
  throw new ConfigError(
    "DATABASE_URL has to begin with postgres://. Leave it out to use SQLite in the data folder.",
  );
}

function readLogLevel(value: string): string {
  const levels = ["trace", "debug", "info", "warn", "error", "silent"];
  if (levels.includes(value)) return value;
  throw new ConfigError(`LOG_LEVEL is "${value}"; it has to be one of ${levels.join(", ")}.`);
}
