import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { type Answer, page, problem, redirect } from "../../../platform/http/answer.ts";
import { renderFragment, renderPage } from "../../../platform/html/render.ts";
import { type CommentId, readId } from "../../../platform/lib/ids.ts";
import { excerptsById } from "../../discussion/reading.ts";
import { askingMember } from "../../people/staff/asking-member.ts";
import { decidable } from "../acts/decidable.ts";
import { ChosenPage } from "./chosen.view.tsx";
import { claimCase } from "./claim-case.ts";
import { ClaimNote } from "./claim.view.tsx";
import { deskPath, filterOf, filterQuery, readKey } from "./filter.ts";
import { moveMark } from "./move-mark.ts";
import { type Asked, openRoom } from "./open-room.ts";
import { Room, RoomPage } from "./room.view.tsx";

// Nothing here that is read changes anything: who looks at a case claims it by a POST of the page's script.

const text = z.string().max(100).optional().catch(undefined);
const roomQuery = filterQuery.extend({ after: text, from: text, members: text, told: text });
const access = { may: "comments.moderate" } as const;

function askedOf(query: z.output<typeof roomQuery>): Asked {
  return {
    filter: filterOf(query),
    after: readKey(query.after),
    from: readKey(query.from),
    members: readKey(query.members),
    told: query.told ?? "",
  };
}

async function room(world: World, asked: Asked, wantsFragment: boolean): Promise<Answer> {
  const props = await openRoom(world, asked);
  if (!props) return problem("notFound");
  return page(wantsFragment ? renderFragment(Room(props)) : renderPage(RoomPage(props)));
}

const list = route({
  method: "GET",
  path: "/desk/comments",
  access,
  input: z.object({ query: roomQuery }),
  handle: ({ world, input: { query }, wantsFragment }) => room(world, askedOf(query), wantsFragment),
});

const aCase = route({
  method: "GET",
  path: "/desk/comments/:id",
  access,
  input: z.object({ params: z.object({ id: z.string() }), query: roomQuery }),
  handle: async ({ world, input: { params, query }, wantsFragment }) => {
    const id = readId<CommentId>(params.id);
    if (id === null) return problem("notFound");
    return room(world, { ...askedOf(query), id }, wantsFragment);
  },
});

const mostChosen = 100;
const ids = z.preprocess(
  (value) => (typeof value === "string" ? [value] : value),
  z.array(z.string()).max(mostChosen).default([]),
);

const chosen = route({
  method: "GET",
  path: "/desk/comments/chosen",
  access,
  input: z.object({ query: filterQuery.extend({ id: ids }) }),
  handle: async ({ world, input: { query } }) => {
    const wanted = [...new Set(query.id.flatMap((each) => readId<CommentId>(each) ?? []))];
    const found = await excerptsById(world.ctx.db.read, wanted, world.site.id);
    const there = wanted.flatMap((id) => found.get(id) ?? []);
    const known = await decidable(world, wanted);
    return page(renderPage(ChosenPage({ world, filter: filterOf(query), chosen: there, decidable: known })));
  },
});

const claim = route({
  method: "POST",
  path: "/desk/comments/:id/claim",
  access,
  limit: 600,
  input: z.object({ params: z.object({ id: z.string() }) }),
  handle: async ({ world, input: { params } }) => {
    const commentId = readId<CommentId>(params.id);
    if (commentId === null) return problem("notFound");
    const memberId = askingMember(world);
    const name = await claimCase(world.ctx, { siteId: world.site.id, commentId, memberId });
    const note = ClaimNote({ world, name });
    return page(note === null ? "" : renderFragment(note));
  },
});

const mark = route({
  method: "POST",
  path: "/desk/comments/mark",
  access,
  limit: 120,
  input: z.object({ body: z.object({ id: z.string().default("") }) }),
  handle: async ({ world, input: { body } }) => {
    const id = readId<CommentId>(body.id);
    if (id === null) return problem("badRequest");
    const memberId = askingMember(world);
    const isThere = await moveMark(world.ctx, { siteId: world.site.id, memberId, id });
    return isThere ? redirect(deskPath(filterOf({ queue: "new" }))) : problem("notFound");
  },
});

export const queueRoutes: readonly Route[] = [list, chosen, aCase, claim, mark];
