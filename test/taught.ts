import { decideOnComment } from "../src/features/discussion/decide-on-comment.ts";
import type { CommentId, DecisionId } from "../src/platform/lib/ids.ts";
import { makeComments, makeSite, makeStory, type MadeSite, type MadeStory } from "./factories.ts";
import type { TestApp } from "./harness.ts";

export interface Place {
  site: MadeSite;
  story: MadeStory;
}

export async function makePlace(app: TestApp): Promise<Place> {
  const site = await makeSite(app);
  return { site, story: await makeStory(app, site) };
}

/** As somebody of the staff. Gives the decision. */
export async function decide(
  { ctx }: TestApp,
  { id: siteId }: MadeSite,
  id: CommentId,
  status: "spam" | "published" | "pending",
  undoes?: DecisionId,
): Promise<DecisionId> {
  await decideOnComment(ctx, siteId, id, {
    status,
    rule: null,
    actor: "staff:somebody",
    reason: "",
    ...(undoes ? { undoes } : {}),
  });
  const { id: made } = await ctx.db.read
    .selectFrom("decision")
    .select("id")
    .where("comment_id", "=", id)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  return made;
}

export const advert = (n: number) => `Earn money fast with my channel, number ${n}`;
export const remark = (n: number) => `The bridge over the quay was late again, day ${n}`;

/** Comments that the staff decides about, every second one refused; gives them when they have been learnt from. */
export async function teachSome(
  app: TestApp,
  { site, story }: Place,
  n: number,
  from = 0,
): Promise<CommentId[]> {
  const numbers = Array.from({ length: n }, (_, at) => at + from);
  const isAdvert = (number: number) => number % 2 === 0;
  const ids = (await makeComments(
    app,
    site,
    story,
    numbers.map((number) => ({
      text: isAdvert(number) ? advert(number) : remark(number),
      status: "pending" as const,
    })),
  )) as CommentId[];
  for (const [at, id] of ids.entries())
    await decide(app, site, id, isAdvert(at + from) ? "spam" : "published");
  await app.aside.deliver();
  return ids;
}
