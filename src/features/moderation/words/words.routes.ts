import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, problem, redirect } from "../../../platform/http/answer.ts";
import type { SentFile } from "../../../platform/http/file-form.ts";
import { readId, type WordListId } from "../../../platform/lib/ids.ts";
import { isStorable } from "../../../platform/text/clean.ts";
import { askingMember } from "../../people/staff/asking-member.ts";
import { changeList, checkDraft } from "./change-list.ts";
import { tryList } from "./try-list.ts";
import { findList, listsOf } from "./word-list.store.ts";
import { listKinds, type WordListDraft } from "./word-list.ts";
import { WordListPage, type WordListPageProps, WordListsPage, wordsPath } from "./words.view.tsx";

const text = z.string().default("");
const sentFile = z.custom<SentFile>(
  (value) => typeof value === "object" && value !== null && "bytes" in value,
);

const lists = route({
  method: "GET",
  path: wordsPath,
  access: { may: "phases.change" },
  input: z.object({ query: z.object({ done: z.enum(["saved", "removed"]).optional().catch(undefined) }) }),
  handle: async ({ world, input: { query } }) => {
    const all = await listsOf(world.ctx.db.read, world.site.id);
    return page(renderPage(WordListsPage({ world, lists: all, done: query.done ?? null })));
  },
});

const nothing = { complaints: [], broken: [], trial: null };
const blank: WordListDraft = { name: "", kind: "suspect", language: "", isOn: true, entries: "" };

function listPage(world: World, props: Omit<WordListPageProps, "world">, status = 200): Answer {
  return page(renderPage(WordListPage({ world, ...props })), status);
}

const form = route({
  method: "GET",
  path: `${wordsPath}/:id`,
  access: { may: "phases.change" },
  input: z.object({ params: z.object({ id: z.string() }) }),
  handle: async ({ world, input: { params } }) => {
    if (params.id === "new") return listPage(world, { id: null, version: 0, draft: blank, ...nothing });
    const id = readId<WordListId>(params.id);
    const list = id === null ? null : await findList(world.ctx.db.read, world.site.id, id);
    return list
      ? listPage(world, { id: list.id, version: list.version, draft: list, ...nothing })
      : problem("notFound");
  },
});

const exported = route({
  method: "GET",
  path: `${wordsPath}/:id/export`,
  access: { may: "phases.change" },
  input: z.object({ params: z.object({ id: z.string() }) }),
  handle: async ({ world, input: { params } }): Promise<Answer> => {
    const id = readId<WordListId>(params.id);
    const list = id === null ? null : await findList(world.ctx.db.read, world.site.id, id);
    if (!list) return problem("notFound");
    const name = `${list.name.replace(/[^\p{L}\p{N}]+/gu, "-")}.txt`;
    return { kind: "download", type: "text/plain; charset=utf-8", name, body: bytesOf(list.entries) };
  },
});

async function* bytesOf(entries: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${entries.trimEnd()}\n`);
}

const save = route({
  method: "POST",
  path: `${wordsPath}/:id`,
  access: { may: "phases.change" },
  limit: 30,
  takesFile: true,
  input: z.object({
    params: z.object({ id: z.string() }),
    body: z.object({
      act: z.enum(["save", "try", "remove"]).catch("save"),
      version: z.coerce.number().int().catch(0),
      name: text,
      kind: z.enum(listKinds).catch("suspect"),
      language: text,
      on: text,
      entries: text,
      file: sentFile.nullable().catch(null).default(null),
    }),
  }),
  handle: async ({ world, input: { params, body } }): Promise<Answer> => {
    const { ctx, site } = world;
    const id = params.id === "new" ? null : readId<WordListId>(params.id);
    if (id === null && params.id !== "new") return problem("notFound");
    const { name, kind, version } = body;
    const typed = body.entries.replace(/\r\n?/g, "\n");
    const read = withFile(typed, body.file);
    const draft = { name, kind, language: body.language.trim(), isOn: body.on !== "", entries: read ?? "" };
    const again = (more: Partial<WordListPageProps>, status: number) =>
      listPage(
        world,
        { id, version, ...nothing, draft: { ...draft, entries: read ?? typed }, ...more },
        status,
      );
    if (read === null) return again({ complaints: [{ field: "file", message: "words.error.file" }] }, 422);
    if (body.act === "try") {
      const { complaints, broken } = checkDraft(draft);
      const ofEntries = complaints.filter(({ field }) => field === "entries");
      if (ofEntries.length > 0) return again({ complaints: ofEntries, broken }, 422);
      return again({ trial: await tryList(ctx, site.id, draft) }, 200);
    }
    const wish = body.act === "remove" ? null : draft;
    const by = askingMember(world);
    const outcome = await changeList(ctx, { siteId: site.id, by, id, version, draft: wish });
    if (outcome.outcome === "gone") return problem("notFound");
    if (outcome.outcome === "refused") return again(outcome, 422);
    return redirect(`${wordsPath}?done=${wish ? "saved" : "removed"}`);
  },
});

/** What was typed, and below it what a file brings; null: the file is no text. */
function withFile(entries: string, file: SentFile | null): string | null {
  if (!file) return entries;
  const words = file.bytes
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n");
  if (!isStorable(words) || words.includes("\uFFFD")) return null;
  return [entries.trimEnd(), words].filter(Boolean).join("\n");
}

export const wordRoutes: readonly Route[] = [lists, form, exported, save];
