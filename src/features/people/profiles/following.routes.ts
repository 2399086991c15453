import { z } from "zod";
import { type Route, route } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { page, problem, redirect } from "../../../platform/http/answer.ts";
import { type PersonId, readId } from "../../../platform/lib/ids.ts";
import { cardsById } from "../../stories/reading.ts";
import { FollowingPage } from "./following.view.tsx";
import { unfollowPerson, unfollowStory, unmutePerson } from "./relate.ts";
import { followedPersons, followedStories, mutedPersons } from "./relation.store.ts";

const following = route({
  method: "GET",
  path: "/settings/following",
  access: "member",
  input: z.object({}),
  handle: async ({ world }) => {
    const { ctx, site, actor } = world;
    if (!actor.member) return problem("signIn");
    const { memberId } = actor.member;
    const db = ctx.db.read;
    const [followed, storyIds, muted] = await Promise.all([
      followedPersons(db, memberId, site.id),
      followedStories(db, memberId, site.id),
      mutedPersons(db, memberId, site.id),
    ]);
    const cards = await cardsById(db, storyIds);
    const stories = storyIds.flatMap((id) => cards.get(id) ?? []);
    return page(renderPage(FollowingPage({ world, followed, stories, muted })));
  },
});

const stop = route({
  method: "POST",
  path: "/settings/following",
  access: "member",
  limit: 120,
  input: z.object({
    body: z.object({
      kind: z.enum(["person", "story", "mute"]),
      id: z.string().transform((value) => readId<PersonId>(value)),
    }),
  }),
  handle: async ({ world, input }) => {
    const { ctx, actor } = world;
    const { kind, id } = input.body;
    if (!actor.member || id === null) return problem("badRequest");
    const { memberId } = actor.member;
    if (kind === "person") await unfollowPerson(ctx, memberId, id);
    else if (kind === "mute") await unmutePerson(ctx, memberId, id);
    else await unfollowStory(ctx, memberId, id);
    return redirect("/settings/following");
  },
});

export const followingRoutes: readonly Route[] = [following, stop];
