import { z } from "zod";
import { type Route, route, type World } from "../../context.ts";
import { problem, redirect } from "../../platform/http/answer.ts";
import { findRedirect } from "./site.store.ts";

/** What no other route knows may be an address of the site that this one came from. */
const oldAddress = route({
  method: "GET",
  path: "/*",
  access: "anyone",
  input: z.object({}),
  handle: async ({ world, url }) => {
    const target = await oldAddressTarget(world, url);
    return target === null ? problem("notFound") : redirect(target, 301);
  },
});

/** Where an address of the old site leads now, with or without a slash at its end. */
export async function oldAddressTarget({ ctx, site }: World, url: string): Promise<string | null> {
  const path = decode(url.split("?", 1)[0] ?? "/");
  const other = path.endsWith("/") ? path.slice(0, -1) : `${path}/`;
  return (
    (await findRedirect(ctx.db.read, site.id, path)) ?? (await findRedirect(ctx.db.read, site.id, other))
  );
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

export const oldAddressRoutes: readonly Route[] = [oldAddress];
