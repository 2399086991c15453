import type { z } from "zod";
import type { Context } from "../../../context.ts";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { deleteLink, findLink, insertLink } from "./link.store.ts";

/** A kind of link in a mail: what it carries, and for how long it holds. */
export interface LinkKind<Content> {
  name: string;
  content: z.ZodType<Content>;
  /** Milliseconds. */
  holds: number;
}

type Means = Pick<Context, "keys" | "now" | "token">;

/**
 * Makes a link that works once, and gives its token. The database holds a hash of the token, and what the link carries
 * encrypted: who reads the database can follow none.
 */
export async function makeLink<Content>(
  tx: Tx,
  { keys, now, token }: Means,
  kind: LinkKind<Content>,
  content: Content,
): Promise<string> {
  const made = token();
  await insertLink(tx, {
    id: token(),
    identifier: identifierOf({ keys }, kind.name, made),
    value: keys.seal("link", JSON.stringify(content)),
    expiresAt: now() + kind.holds,
    at: now(),
  });
  return made;
}

/** What a link carries; null: there is none, or it doesn't hold any more. */
export async function readLink<Content>(
  db: Db,
  { keys, now }: Means,
  kind: LinkKind<Content>,
  token: string,
): Promise<Content | null> {
  const found = await findLink(db, identifierOf({ keys }, kind.name, token));
  if (!found || found.expiresAt <= now()) return null;
  return kind.content.parse(JSON.parse(keys.open("link", found.value)));
}

/** The same, and it never works again. */
export async function takeLink<Content>(
  tx: Tx,
  means: Means,
  kind: LinkKind<Content>,
  token: string,
): Promise<Content | null> {
  const content = await readLink(tx, means, kind, token);
  if (content === null) return null;
  return (await deleteLink(tx, identifierOf(means, kind.name, token))) ? content : null;
}

function identifierOf({ keys }: Pick<Means, "keys">, kind: string, token: string): string {
  return `link:${kind}:${keys.hash("link", token)}`;
}
