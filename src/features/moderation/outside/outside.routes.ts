import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, problem, redirect } from "../../../platform/http/answer.ts";
import { type ClassifierId, readId } from "../../../platform/lib/ids.ts";
import { askingMember } from "../../people/staff/asking-member.ts";
import { requireFresh } from "../../people/staff/fresh.ts";
import { askClassifier, breakerOf, type Said } from "./ask-classifier.ts";
import { changeClassifier, keepsSecret, secretAnew } from "./change-classifier.ts";
import { type Classifier, type ClassifierDraft, classifierKinds } from "./classifier.ts";
import { classifiersOf, findClassifier } from "./classifier.store.ts";
import {
  ClassifierPage,
  type ClassifierPageProps,
  ClassifiersPage,
  classifiersPath,
} from "./outside.view.tsx";

const text = z.string().default("");

const list = route({
  method: "GET",
  path: classifiersPath,
  access: { may: "phases.change" },
  input: z.object({ query: z.object({ done: z.enum(["saved", "removed"]).optional().catch(undefined) }) }),
  handle: async ({ world, input: { query } }) => {
    const { ctx, site, now } = world;
    const all = await classifiersOf(ctx.db.read, site.id);
    const resting = new Map(all.map(({ id }) => [id, breakerOf(ctx).restsUntil(id, now)]));
    return page(renderPage(ClassifiersPage({ world, classifiers: all, resting, done: query.done ?? null })));
  },
});

const blank: ClassifierDraft = {
  name: "",
  kind: "hook",
  url: "",
  model: "",
  isOn: true,
  holdFrom: 80,
  holdsOnFailure: false,
};

function classifierPage(world: World, props: Omit<ClassifierPageProps, "world">, status = 200): Answer {
  return page(renderPage(ClassifierPage({ world, ...props })), status);
}

async function known({ ctx, site }: World, typed: string): Promise<Classifier | null> {
  const id = readId<ClassifierId>(typed);
  return id === null ? null : findClassifier(ctx.db.read, site.id, id);
}

const form = route({
  method: "GET",
  path: `${classifiersPath}/:id`,
  access: { may: "phases.change" },
  input: z.object({ params: z.object({ id: z.string() }) }),
  handle: async ({ world, input: { params }, url }) => {
    const old = requireFresh(world, url);
    if (old) return old;
    const rest = { complaints: [], tried: null };
    if (params.id === "new") return classifierPage(world, { id: null, version: 0, draft: blank, ...rest });
    const found = await known(world, params.id);
    return found
      ? classifierPage(world, { id: found.id, version: found.version, draft: found, ...rest })
      : problem("notFound");
  },
});

const save = route({
  method: "POST",
  path: `${classifiersPath}/:id`,
  access: { may: "phases.change" },
  limit: 30,
  input: z.object({
    params: z.object({ id: z.string() }),
    body: z.object({
      act: z.enum(["save", "try", "remove"]).catch("save"),
      version: z.coerce.number().int().catch(0),
      name: text,
      kind: z.enum(classifierKinds).catch("hook"),
      url: text,
      model: text,
      secret: text,
      on: text,
      holdFrom: z.coerce.number().catch(0),
      failure: text,
      words: text,
    }),
  }),
  handle: async ({ world, input: { params, body } }): Promise<Answer> => {
    const old = requireFresh(world, `${classifiersPath}/${params.id}`);
    if (old) return old;
    const { ctx, site } = world;
    const before = params.id === "new" ? null : await known(world, params.id);
    if (params.id !== "new" && !before) return problem("notFound");
    const { name, kind, version, holdFrom } = body;
    const [url, model, secret] = [body.url.trim(), body.model.trim(), body.secret.trim()];
    const switches = { isOn: body.on !== "", holdsOnFailure: body.failure === "hold" };
    const draft = { name, kind, url, model, holdFrom, ...switches };
    const id = before?.id ?? null;
    const again = (more: Partial<ClassifierPageProps>, status: number) =>
      classifierPage(world, { id, version, draft, complaints: [], tried: null, ...more }, status);
    if (body.act === "try") {
      if (before && secret === "" && !keepsSecret(before, draft))
        return again({ complaints: [secretAnew] }, 422);
      const sealed = secret === "" ? (before?.secretSealed ?? "") : ctx.keys.seal("classifier", secret);
      return again(
        { tried: await tryOut(world, { ...draft, secretSealed: sealed, words: body.words }) },
        200,
      );
    }
    const wish = body.act === "remove" ? null : draft;
    const change = { siteId: site.id, by: askingMember(world), id, version, draft: wish, secret };
    const outcome = await changeClassifier(ctx, change);
    if (outcome.outcome === "gone") return problem("notFound");
    if (outcome.outcome === "refused") return again(outcome, 422);
    return redirect(`${classifiersPath}?done=${wish ? "saved" : "removed"}`);
  },
});

/** Asks a service as it would be asked, about words that somebody of the desk has typed. It is nobody's failure. */
function tryOut(
  { ctx, site, now }: World,
  { words, ...draft }: ClassifierDraft & { secretSealed: string; words: string },
): Promise<Said> {
  const unsaved = { ...draft, id: -site.id as ClassifierId, siteId: site.id, version: 0, changedAt: now };
  const asked = { text: words, language: site.language, site: site.key };
  return askClassifier(ctx, unsaved, asked);
}

export const outsideRoutes: readonly Route[] = [list, form, save];
