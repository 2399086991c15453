import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { problem, redirect, sharedPage } from "../../../platform/http/answer.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { shows } from "../../../shows.ts";
import { recordOf, saidBy } from "../../discussion/said-by.ts";
import { newFor, type Profile, personPath } from "./profile.ts";
import { findFormerHandle, findProfile } from "./profile.store.ts";
import { ProfilePage } from "./profile.view.tsx";
import { followPerson, mutePerson, unfollowPerson, unmutePerson } from "./relate.ts";
import { readRelation } from "./relation.store.ts";

const onPage = 20;

const params = z.object({ handle: z.string().min(1).max(200) });
const cursor = z
  .string()
  .regex(/^\d{1,15}-\d{1,15}$/)
  .optional()
  .catch(undefined);

const profile = route({
  method: "GET",
  path: "/people/:handle",
  access: "anyone",
  input: z.object({ params, query: z.object({ before: cursor }) }),
  shared: true,
  handle: async ({ world, input }) => {
    const db = world.ctx.db.read;
    const { handle } = input.params;
    const found = await findProfile(db, world.site.id, handle);
    if (!found) {
      const former = await findFormerHandle(db, handle);
      return former ? redirect(personPath(former.handle)) : problem("notFound");
    }
    const [at, id] = (input.query.before ?? "").split("-").map(Number);
    const before = at === undefined || id === undefined ? null : { at, id: id as CommentId };
    const { personId } = found;
    const [record, said] =
      personId === null
        ? [{ comments: 0, recommends: 0 }, []]
        : await Promise.all([recordOf(db, personId), saidBy(db, personId, { before, limit: onPage })]);
    const last = said.length === onPage ? said.at(-1)?.comment : undefined;
    const html = renderPage(
      ProfilePage({
        world,
        profile: found,
        record,
        said,
        older: last ? `${personPath(handle)}?before=${last.createdAt}-${last.id}` : null,
        isFirst: before === null,
        ...(await asSeenBy(world, found)),
      }),
    );
    return sharedPage(html, { shows: shownOn(world, found), until: newUntil(found, world.now) });
  },
});

/** What is for the signed-in reader alone. */
async function asSeenBy(world: World, { memberId, personId }: Profile) {
  const { member } = world.actor;
  const isOwn = member?.memberId === memberId;
  const relation =
    member && personId !== null && !isOwn
      ? await readRelation(world.ctx.db.read, member.memberId, personId)
      : null;
  return { isOwn, relation };
}

function shownOn({ site: { id } }: World, { memberId }: Profile): string[] {
  return [
    shows.sites,
    shows.site(id),
    shows.member(memberId),
    shows.stories(id),
    shows.latest(id),
    shows.recommends(id),
  ];
}

/** When somebody isn't new any more, if that is still to come. */
function newUntil({ since }: Profile, now: number): number | undefined {
  return since + newFor > now ? since + newFor : undefined;
}

const acts = {
  follow: { on: followPerson, off: unfollowPerson },
  mute: { on: mutePerson, off: unmutePerson },
} as const;

const relate = (act: keyof typeof acts) =>
  route({
    method: "POST",
    path: `/people/:handle/${act}`,
    access: "member",
    limit: 60,
    input: z.object({ params, body: z.object({ on: z.enum(["0", "1"]) }) }),
    handle: async ({ world, input }) => {
      const { ctx, site, actor } = world;
      const found = await findProfile(ctx.db.read, site.id, input.params.handle);
      const memberId = actor.member?.memberId;
      if (!found || found.personId === null || !memberId) return problem("notFound");
      const { personId, handle } = found;
      if (found.memberId === memberId) return problem("forbidden");
      if (input.body.on === "1") await acts[act].on(ctx, { memberId, siteId: site.id, personId });
      else await acts[act].off(ctx, memberId, personId);
      return redirect(personPath(handle));
    },
  });

export const personRoutes: readonly Route[] = [profile, relate("follow"), relate("mute")];
