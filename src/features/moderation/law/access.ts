import type { Context, World } from "../../../context.ts";
import { selfOf } from "../../discussion/read-discussion.ts";
import { siteUrl, type Site } from "../../sites/site.ts";
import { writersOf } from "../../people/writers.ts";
import { findStatement, type StatementRow } from "./statement.store.ts";

// Whoever it is about reads a statement: on their device, signed in, or by the link in a mail.

type Thing = "statement" | "notice";

/** A token that opens one thing, for the link in a mail. */
export function tokenFor({ keys }: Pick<Context, "keys">, thing: Thing, id: number): string {
  return keys.sign("link", `${thing}.${id}`);
}

export function isTokenFor(
  { keys }: Pick<Context, "keys">,
  thing: Thing,
  id: number,
  token: string,
): boolean {
  return token !== "" && keys.verify("link", token) === `${thing}.${id}`;
}

export function statementPath(id: number): string {
  return `/statements/${id}`;
}

export function noticePath(id: number): string {
  return `/notices/${id}`;
}

/** The whole address of a statement or of a notice's state, with what opens it. */
export function linkTo(ctx: Pick<Context, "keys" | "config">, site: Site, thing: Thing, id: number): string {
  const path = thing === "statement" ? statementPath(id) : noticePath(id);
  return siteUrl(site, ctx.config.url, `${path}?for=${encodeURIComponent(tokenFor(ctx, thing, id))}`);
}

/** A statement for whoever it is about; null: there is none, or it is somebody else's. */
export async function readStatement(world: World, id: number, token: string): Promise<StatementRow | null> {
  const { ctx, site } = world;
  const found = await findStatement(ctx.db.read, site.id, id);
  if (!found || isTokenFor(ctx, "statement", id, token)) return found;
  const writers = await writersOf(ctx.db.read, site.id, selfOf(world));
  return writers.includes(found.person_id) ? found : null;
}
