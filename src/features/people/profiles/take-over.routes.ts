import { z } from "zod";
import { type Route, route } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { page, problem, redirect } from "../../../platform/http/answer.ts";
import { type CommentId, type PersonId, readId } from "../../../platform/lib/ids.ts";
import { cardsById } from "../../stories/reading.ts";
import { pathTo } from "../accounts/sign-in.routes.ts";
import { takeOverPath } from "./take-over-path.ts";
import { readOffers, takeOver } from "./take-over.ts";
import { TakeOverPage } from "./take-over.view.tsx";

const offers = route({
  method: "GET",
  path: "/settings/take-over",
  access: "member",
  input: z.object({
    query: z.object({
      to: pathTo,
      taken: z.coerce.number().int().min(0).max(1_000_000).optional().catch(undefined),
    }),
  }),
  handle: async ({ world, input: { query } }) => {
    const { member } = world.actor;
    if (!member) return problem("signIn");
    const found = await readOffers(world);
    const storyIds = found.flatMap(({ comments }) => comments.map(({ storyId }) => storyId));
    const stories = await cardsById(world.ctx.db.read, [...new Set(storyIds)]);
    const { isVerified } = member;
    const taken = query.taken ?? null;
    return page(renderPage(TakeOverPage({ world, to: query.to, offers: found, stories, taken, isVerified })));
  },
});

/** Ids that were ticked: none, one, or several. */
const ids = z
  .union([z.string().max(20_000), z.array(z.string().max(20)).max(1000)])
  .default([])
  .transform((value) => [value].flat());

const take = route({
  method: "POST",
  path: "/settings/take-over",
  access: "member",
  limit: 30,
  input: z.object({ body: z.object({ comment: ids, guest: ids, to: pathTo }) }),
  handle: async ({ world, input }) => {
    const { ctx, site, actor } = world;
    if (!actor.member) return problem("signIn");
    const { comment, guest, to } = input.body;
    // The button of one name takes all that was written under it, and leaves the boxes for later.
    const guests = guest.flatMap((each) => each.split("-")).flatMap((each) => readId<PersonId>(each) ?? []);
    const comments = guests.length > 0 ? [] : comment.flatMap((each) => readId<CommentId>(each) ?? []);
    const claimant = { memberId: actor.member.memberId, siteId: site.id, device: actor.device };
    const taken = await takeOver(ctx, claimant, { comments, guests });
    return redirect(takeOverPath(to, { taken: String(taken) }));
  },
});

export const takeOverRoutes: readonly Route[] = [offers, take];
