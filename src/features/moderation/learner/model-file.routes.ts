import { z } from "zod";
import { type Route, route } from "../../../context.ts";
import { type Answer, problem, redirect } from "../../../platform/http/answer.ts";
import type { SentFile } from "../../../platform/http/file-form.ts";
import { askingMember } from "../../people/staff/asking-member.ts";
import { requireFresh } from "../../people/staff/fresh.ts";
import { importModel } from "./adopt-model.ts";
import { fileOfModel } from "./core/portable.ts";
import { keptModel } from "./kept-model.ts";
import { learnerDesk } from "./learner-desk.ts";

const path = "/desk/rules/learner";

/** 0: as it is now. */
const download = route({
  method: "GET",
  path: `${path}/export/:id`,
  access: { may: "phases.change" },
  limit: 20,
  input: z.object({ params: z.object({ id: z.coerce.number().int().min(0) }) }),
  handle: async ({ world, input: { params } }): Promise<Answer> => {
    const unproved = requireFresh(world, path);
    if (unproved) return unproved;
    const model = await keptModel(world.ctx, world.site.id, params.id);
    if (!model) return problem("notFound");
    const file = await fileOfModel(model);
    const name = `${world.site.key}.model`;
    return { kind: "download", type: "application/octet-stream", name, body: inOne(file) };
  },
});

async function* inOne(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

const sentFile = z.custom<SentFile>(
  (value) => typeof value === "object" && value !== null && "bytes" in value,
);

const upload = route({
  method: "POST",
  path: `${path}/import`,
  access: { may: "phases.change" },
  limit: 5,
  takesFile: true,
  input: z.object({ body: z.object({ model: sentFile.nullable().catch(null).default(null) }) }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    const unproved = requireFresh(world, path);
    if (unproved) return unproved;
    if (!body.model || body.model.bytes.length === 0)
      return learnerDesk(world, { complaints: [{ field: "form", message: "learner.import.missing" }] });
    const who = { siteId: world.site.id, by: askingMember(world) };
    return (await importModel(world.ctx, { ...who, file: body.model.bytes }))
      ? redirect(`${path}?done=imported`)
      : learnerDesk(world, { complaints: [{ field: "form", message: "learner.import.wrong" }] });
  },
});

export const modelFileRoutes: readonly Route[] = [download, upload];
