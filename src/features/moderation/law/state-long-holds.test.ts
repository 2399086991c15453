import { expect, it } from "vitest";
import { makeSite, makeStory } from "../../../../test/factories.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import { mailsTo } from "../../../../test/mails.ts";
import { makeMember } from "../../../../test/members.ts";
import { actsOn } from "../../../../test/moderation.ts";
import { visitor } from "../../../../test/visitor.ts";
import type { CommentId } from "../../../platform/lib/ids.ts";
import { stateLongHolds } from "./state-long-holds.ts";

const aDay = 24 * 3_600_000;

onBothEngines("a comment that waits for more than a day", (app) => {
  async function aWaiting() {
    const site = await makeSite(app(), { settings: { guestsArePremoderated: true } });
    const story = await makeStory(app(), site);
    const editor = await makeMember(app(), { role: "editor", siteId: site.id });
    const guest = visitor(app());
    const email = `${app().ctx.token().toLowerCase()}@waits.example`;
    const typed = { name: "Gus", email, text: "It waits and waits." };
    const posted = await guest.post(`${story.path}/comments`, typed);
    await app().relay.deliver();
    const id = Number(/(\d+)$/.exec(String(posted.headers.location))?.[1]) as CommentId;
    const statements = () =>
      app()
        .database.read.selectFrom("statement")
        .selectAll()
        .where("comment_id", "=", id)
        .orderBy("id")
        .execute();
    const { act, undo } = actsOn(() => ({ app: app(), site }));
    return { site, editor, guest, email, id, statements, act, undo };
  }

  it("is told of in a statement of reasons, once, with a mail; not before", async () => {
    const { site, guest, email, id, statements } = await aWaiting();
    app().clock.now += aDay - 1;
    await stateLongHolds(app().ctx);
    expect(await statements()).toEqual([]);
    app().clock.now += 1;
    await Promise.all([stateLongHolds(app().ctx), stateLongHolds(app().ctx)]);
    await stateLongHolds(app().ctx);
    const [statement, ...others] = await statements();
    expect(others).toEqual([]);
    expect(statement).toMatchObject({ measure: "hold", detected: 1, automated: "fully", ended_at: null });
    expect(await mailsTo(app(), email)).toMatchObject([
      { kind: "statement", what: "hold", whys: ["Guests’ comments wait on this site."] },
    ]);
    const { body } = await guest.get(`${site.prefix}/statements/${statement?.id}`);
    expect(body).toContain("Guests’ comments wait on this site.");
    expect(body).toContain("Until an editor has looked at it.");
    expect(body).not.toContain("/appeal");
    expect((await guest.get(`${site.prefix}/comments/mine`)).body).toContain(`/statements/${statement?.id}`);
    expect((await visitor(app()).get(`${site.prefix}/comments/${id}/statement`)).statusCode).toBe(404);
  });

  it("has none any more when it is published, refused or withdrawn; and one again when that is taken back", async () => {
    const [published, refused, left] = [await aWaiting(), await aWaiting(), await aWaiting()];
    app().clock.now += aDay + 1;
    expect(await stateLongHolds(app().ctx)).toBe(3);
    const done = await published.act(published.editor, { id: `${published.id}`, act: "publish" });
    await refused.act(refused.editor, { id: `${refused.id}`, act: "refuse", code: "insult" });
    const holding = async ({ statements }: { statements: typeof published.statements }) =>
      (await statements()).filter(({ ended_at }) => ended_at === null).map(({ measure }) => measure);
    expect(await holding(published)).toEqual([]);
    expect(await holding(refused)).toEqual(["remove"]);
    expect(await holding(left)).toEqual(["hold"]);
    await published.undo(published.editor, done);
    await stateLongHolds(app().ctx);
    expect(await holding(published)).toEqual(["hold"]);
  });
});
