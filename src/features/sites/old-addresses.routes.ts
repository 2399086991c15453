import { z } from "zod";
import { type Route, route } from "../../context.ts";
import { problem, redirect } from "../../platform/http/answer.ts";
import { findRedirect } from "./site.store.ts";

/** What no other route knows may be an address of the site that this one came from. */
const oldAddress = route({
  method: "GET",
  path: "/*",
  access: "anyone",
  input: z.object({}),
  handle: async ({ world, url }) => {
    const path = decode(url.split("?", 1)[0] ?? "/");
    const target =
      (await findRedirect(world.ctx.db.read, world.site.id, path)) ??
      (await findRedirect(
        world.ctx.db.read,
        world.site.id,
        path.endsWith("/") ? path.slice(0, -1) : `${path}/`,
      ));
    return target === null ? problem("notFound") : redirect(target, 301);
  },
});

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

export const oldAddressRoutes: readonly Route[] = [oldAddress];
