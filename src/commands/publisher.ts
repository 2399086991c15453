import { readFileSync } from "node:fs";
import {
  KeyError,
  type PublisherKey,
  readKey,
  readPublisher,
  setPublisher,
} from "../features/people/connect/publisher/publisher.ts";
import { grantable } from "../features/people/connect/publisher/grants.ts";
import { siteUrl } from "../features/sites/site.ts";
import type { OpenSite } from "../features/sites/sites.ts";
import { type Command, chosenSite, readArgs, type Terminal, UsageError, withApp } from "./command.ts";

export const publisherCommand: Command = {
  name: "publisher",
  usage: "publisher [show] | set --issuer NAME (--key FILE | --jwks URL --alg ALG) | remove  [--site KEY]",
  about: "Lets a publisher with accounts of its own sign its readers in.",
  options: [
    "--site KEY         which site (absent: the first)",
    "--issuer NAME      what the publisher's tokens have as iss",
    "--key FILE         public key (PEM or JWK), or a secret of 32 bytes or more; -: standard input",
    "--jwks URL         where the publisher's public keys are, instead",
    "--alg ALG          with --jwks: EdDSA or RS256",
    "--role THEIRS=OURS what a role of theirs is here: reporter, moderator or editor; may be repeated",
  ],
  run: async (args, terminal) => {
    const { values, positionals } = readArgs(args, {
      site: { type: "string" },
      issuer: { type: "string" },
      key: { type: "string" },
      jwks: { type: "string" },
      alg: { type: "string" },
      role: { type: "string", multiple: true },
    });
    switch (positionals[0] ?? "show") {
      case "show":
        return show(terminal, values.site);
      case "set":
        return set(terminal, values);
      case "remove":
        return remove(terminal, values.site);
      default:
        throw new UsageError(`"${positionals[0]}" is nothing that can be done with a publisher.`);
    }
  },
};

function show(terminal: Terminal, key: string | undefined): Promise<number> {
  return withApp(terminal, async ({ app: { ctx } }) => {
    const site = chosenSite(ctx.sites, key);
    const known = await readPublisher(ctx.db.read, ctx.keys, site.id);
    if (!known) terminal.print(`${site.name} has no publisher that signs readers in.`);
    else {
      const from = known.key.kind === "keySet" ? known.key.url : `a ${known.key.kind} key`;
      terminal.print(`iss  ${known.issuer}`);
      terminal.print(`aud  ${siteUrl(site, ctx.config.url, "")}`);
      terminal.print(`alg  ${known.key.alg}, with ${from}`);
      for (const [theirs, ours] of Object.entries(known.roles)) terminal.print(`role ${theirs} = ${ours}`);
      terminal.print(`link ${siteUrl(site, ctx.config.url, "/connect/publisher")}?token=…&to=/`);
    }
    return 0;
  });
}

interface Values {
  site?: string | undefined;
  issuer?: string | undefined;
  key?: string | undefined;
  jwks?: string | undefined;
  alg?: string | undefined;
  role?: string[] | undefined;
}

async function set(terminal: Terminal, values: Values): Promise<number> {
  const issuer = values.issuer?.trim();
  if (!issuer) throw new UsageError("Say what the publisher's tokens have as iss: --issuer NAME");
  const settings = { issuer, key: keyOf(values), roles: rolesOf(values.role ?? []) };
  await change(terminal, values.site, settings);
  return show(terminal, values.site);
}

async function remove(terminal: Terminal, key: string | undefined): Promise<number> {
  const site = await change(terminal, key, null);
  terminal.print(`${site.name}: no publisher signs readers in any more. Who has an account keeps it.`);
  return 0;
}

function change(
  terminal: Terminal,
  key: string | undefined,
  settings: Parameters<typeof setPublisher>[3]["settings"],
): Promise<OpenSite> {
  return withApp(terminal, async ({ app: { ctx } }) => {
    const site = chosenSite(ctx.sites, key);
    await ctx.db.transact((tx) => setPublisher(tx, ctx.keys, site.id, { settings, at: ctx.now() }));
    return site;
  });
}

function keyOf({ key, jwks, alg }: Values): PublisherKey {
  if ((key === undefined) === (jwks === undefined)) throw new UsageError("Give --key FILE or --jwks URL.");
  if (jwks !== undefined) {
    if (URL.parse(jwks)?.protocol !== "https:") throw new UsageError("--jwks has to begin with https://");
    if (alg !== "EdDSA" && alg !== "RS256") throw new UsageError("With --jwks goes --alg EdDSA or RS256.");
    return { kind: "keySet", alg, url: jwks };
  }
  try {
    const read = readKey(readFileSync(key === "-" ? 0 : (key ?? ""), "utf8"));
    if (alg !== undefined && alg !== read.alg)
      throw new UsageError(`This key is for ${read.alg}; leave --alg out.`);
    return read;
  } catch (error) {
    if (error instanceof KeyError) throw new UsageError(error.message);
    if (error instanceof Error && "code" in error) throw new UsageError(`--key: ${error.message}`);
    throw error;
  }
}

function rolesOf(pairs: readonly string[]) {
  const roles: Record<string, (typeof grantable.options)[number]> = {};
  for (const pair of pairs) {
    const at = pair.lastIndexOf("=");
    const ours = grantable.safeParse(pair.slice(at + 1));
    if (at < 1 || !ours.success)
      throw new UsageError("--role looks like writers=reporter; there are reporter, moderator and editor.");
    roles[pair.slice(0, at)] = ours.data;
  }
  return roles;
}
