import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type Route, route } from "../../context.ts";
import { problem } from "../../platform/http/answer.ts";
import { mediaFolder, renditionPath } from "./make-renditions.ts";

const types: Readonly<Record<string, string>> = { avif: "image/avif", webp: "image/webp", jpg: "image/jpeg" };
const aYear = 365 * 24 * 3600;

// The name is a hash of the original, so what it names never changes.
const file = z.string().regex(/^[0-9a-f]{32}-\d{1,5}\.(?:avif|webp|jpg)$/);

const media = route({
  method: "GET",
  path: "/media/:file",
  access: "anyone",
  input: z.object({ params: z.object({ file: file.or(z.string().transform(() => null)) }) }),
  handle: async ({ world, input }) => {
    const name = input.params.file;
    if (name === null) return problem("notFound");
    const path = join(mediaFolder(world.ctx.config.dataDir), renditionPath(name));
    const body = await readFile(path).catch(() => null);
    const type = types[name.slice(name.lastIndexOf(".") + 1)];
    return body && type ? { kind: "file", type, body, maxAge: aYear } : problem("notFound");
  },
});

export const mediaRoutes: readonly Route[] = [media];
