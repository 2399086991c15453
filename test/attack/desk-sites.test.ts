import { type RawBuilder, sql } from "kysely";
import { expect, it } from "vitest";
import { routes } from "../../src/app.ts";
import { commentActs } from "../../src/features/moderation/acts/comment-acts.ts";
import { discussionActs } from "../../src/features/moderation/acts/discussion-acts.ts";
import { moderationRoutes } from "../../src/features/moderation/moderation.routes.ts";
import { makeComments, makeSite, makeStory, type MadeSite } from "../factories.ts";
import { onBothEngines, type TestApp } from "../harness.ts";
import { as, makeMember } from "../members.ts";
import { actsOn } from "../moderation.ts";
import { visitor } from "../visitor.ts";

/** Stands in all that belongs to the other site, and nowhere else. */
const secret = "Zanzibar";

/** All that moderation keeps. Those without a site hang on one of the others. */
const tables = {
  ofSites: [
    "comment",
    "person",
    "decision",
    "decision_chain",
    "sanction",
    "staff_note",
    "rule_set",
    "queue_item",
    "word_list",
    "repeat_cluster",
    "learner",
    "lesson",
    "learner_snapshot",
    "learner_view",
    "learner_trial",
    "statement",
    "appeal",
    "legal_notice",
    "classifier",
    "review_item",
    "story",
    "scan_run",
    "desk_mark",
  ],
  ofOthers: ["report", "review", "discussion", "repeat_text", "learner_piece", "scan_finding"],
} as const;

const rowsOf = async ({ database }: TestApp, query: RawBuilder<unknown>) =>
  (await query.execute(database.read)).rows as Record<string, unknown>[];

/** A site with something of everything that the desk has. */
async function aFullSite(app: TestApp): Promise<MadeSite> {
  const site = await makeSite(app);
  const story = await makeStory(app, site, { headline: `${secret} story` });
  const editor = await makeMember(app, { name: `${secret} Editor`, role: "admin", siteId: site.id });
  const other = await makeMember(app, { name: `${secret} Other`, role: "admin", siteId: site.id });
  const { act } = actsOn(() => ({ app, site }));
  const guest = visitor(app);
  const posted = await guest.post(`${story.path}/comments`, {
    name: `${secret} Gus`,
    text: `${secret} said`,
  });
  const own = /(\d+)$/.exec(String(posted.headers.location))?.[1] ?? "";
  const made = await makeComments(app, site, story, [
    { text: `${secret} one`, name: `${secret} Ann` },
    { text: `${secret} two`, name: `${secret} Ann`, status: "pending" },
    { text: `${secret} three`, status: "rejected" },
  ]);
  const [shown = 0, waiting = 0] = made;
  await visitor(app).post(`${site.prefix}/comments/${shown}/report`, { reason: "spam", note: secret });
  await act(editor, { id: own, act: "refuse", code: "insult", words: secret });
  await act(editor, { id: `${shown}`, act: "note", words: `${secret} note` });
  const forgood = { act: "ban", code: "insult", until: "7", words: secret, confirmed: "yes" };
  await act(editor, { id: `${shown}`, ...forgood });
  const desk = (path: string, fields: Record<string, string>) =>
    app.post(`${site.prefix}/desk/${path}`, fields, as(editor));
  await desk("rules/words/new", { name: secret, kind: "suspect", entries: secret.toLowerCase(), on: "1" });
  const ids = { site: site.id, at: app.clock.now };
  await app.database.transact(async (tx) => {
    const run = (query: RawBuilder<unknown>) => query.execute(tx);
    await run(sql`insert into classifier (site_id, name, kind, url, secret_sealed, model, is_on, hold_from, holds_on_failure, version, changed_at)
      values (${ids.site}, ${secret}, 'hook', 'https://zanzibar.example/', '', '', 0, 80, 0, 1, ${ids.at})`);
    await run(
      sql`insert into repeat_cluster (site_id, size, last_at, verdict) values (${ids.site}, 2, ${ids.at}, '')`,
    );
    await run(sql`update queue_item set cluster_id = (select max(id) from repeat_cluster where site_id = ${ids.site})
      where comment_id = ${waiting}`);
    await run(sql`insert into appeal (site_id, statement_id, notice_id, comment_id, person_id, first_by, text, language, at)
      select site_id, id, 0, comment_id, person_id, ${`staff:${other.id}`}, ${secret}, 'en', ${ids.at}
      from statement where site_id = ${ids.site} and comment_id = ${Number(own)}`);
    await run(sql`insert into legal_notice (site_id, comment_id, url, category, explanation, language, at)
      values (${ids.site}, ${shown}, '/zanzibar', 'other', ${secret}, 'en', ${ids.at})`);
    await run(sql`insert into review_item (site_id, decision_id, comment_id, first, rule, language, at, state)
      select site_id, id, comment_id, 'refuse', '', 'en', ${ids.at}, 'disputed' from decision
      where site_id = ${ids.site} and action = 'refuse'`);
    await run(sql`insert into learner_snapshot (site_id, base_id, number, kind, seen, digest, size, by, at, is_whole)
      values (${ids.site}, 0, 0, 'auto', 1, '', 0, '', ${ids.at}, 1)`);
    await run(sql`insert into learner_trial (site_id, one_id, other_id, first, last, position, tallies, at)
      values (${ids.site}, 0, 0, 0, 9, 0, '{}', ${ids.at})`);
    await run(
      sql`insert into rule_set (site_id, settings, by, at) values (${ids.site}, '{}', ${editor.id}, ${ids.at})`,
    );
    await run(sql`insert into scan_run (site_id, state, from_at, to_at, cursor_at, total, most, room, started_at, changed_at)
      values (${ids.site}, 'stopped', 0, 1, 0, 5, 5, 5, ${ids.at}, ${ids.at})`);
  });
  await app.settle();
  return site;
}

/** All ids that there are, of whatever. */
async function idsOf(app: TestApp, site: MadeSite): Promise<number[]> {
  const ids = new Set<number>();
  for (const table of tables.ofSites) {
    if (["decision_chain", "learner", "learner_view", "desk_mark"].includes(table)) continue;
    const found = await rowsOf(app, sql`select id from ${sql.table(table)} where site_id = ${site.id}`);
    // Something of each kind is there to be tried.
    expect(found.length, table).toBeGreaterThan(table === "lesson" ? -1 : 0);
    for (const { id } of found) ids.add(Number(id));
  }
  return [...ids];
}

/** All rows but those of the site that asks. */
async function everything(app: TestApp, but: MadeSite) {
  const all: Record<string, unknown> = {};
  for (const table of tables.ofSites)
    all[table] = await rowsOf(
      app,
      sql`select * from ${sql.table(table)} where site_id <> ${but.id} order by 1, 2`,
    );
  for (const table of tables.ofOthers)
    all[table] = await rowsOf(app, sql`select * from ${sql.table(table)} order by 1, 2`);
  return all;
}

/** Whatever a form of the desk can hold, with an id wherever one can stand. */
function formsWith(path: string, id: number): Record<string, string>[] {
  const n = String(id);
  const all = {
    ...{ id: n, cluster: "", decision: n, person: n, story: n, target: n, number: n, one: n, other: n },
    ...{ code: "insult", words: "told", hidden: "said", until: "7", past: "all", whom: "device" },
    ...{ confirmed: "on", outcome: "grant", verdict: "publish", changes: "1", trust: "trusted" },
    ...{ slow: "60", preset: "court", version: "1", name: "Mine", entries: "mine", kind: "hook" },
    ...{ url: "https://x.example/", secret: "s", holdFrom: "50", seen: "", to: "/desk/comments" },
  };
  const acts = (names: readonly string[]) => names.map((act) => ({ ...all, act }));
  if (path === "/desk/comments/acts")
    return [
      ...acts([...Object.keys(commentActs), ...discussionActs]),
      ...acts(["publish", "refuse"]).map((form) => ({ ...form, id: "", cluster: n })),
      ...acts(discussionActs).map((form) => ({ ...form, id: "" })),
    ];
  if (path.includes("/notices/"))
    return [
      { ...all, outcome: "removed" },
      { ...all, outcome: "kept" },
    ];
  return path.includes("/rules/") ? acts(["save", "try", "remove"]) : [all];
}

onBothEngines("the desk of a site", (app) => {
  it("reads and changes nothing of another site, whatever ids are asked of it", async () => {
    const theirs = await aFullSite(app());
    const site = await makeSite(app());
    const admin = await makeMember(app(), { name: "Ivo Lark", role: "admin", siteId: site.id });
    const ids = await idsOf(app(), theirs);
    const before = await everything(app(), site);
    const desk = moderationRoutes.filter(({ path }) => path.startsWith("/desk/"));
    expect(desk.length).toBeGreaterThan(40);
    expect(desk.every((route) => routes.includes(route))).toBe(true);
    for (const { method, path } of desk) {
      for (const id of ids) {
        const filled = site.prefix + path.replace(/:(?:id|person)/, String(id));
        for (const form of method === "GET" ? [{}] : formsWith(path, id)) {
          // Neither limits nor a proof that is old answer first.
          app().clock.now += 61_000;
          await app().database.transact((tx) =>
            tx.updateTable("session").set({ proved_at: app().clock.now }).execute(),
          );
          const n = String(id);
          const query = new URLSearchParams({ told: `${n}-${n}`, comment: n, id: n, story: n, section: n });
          const answer =
            method === "GET"
              ? await app().get(`${filled}?${query}`, as(admin))
              : await app().post(filled, form, as(admin));
          const what = `${method} ${path} ${id} ${JSON.stringify(form)}`;
          expect(answer.statusCode, what).not.toBe(429);
          expect(answer.statusCode, what).toBeLessThan(500);
          expect(answer.body.toLowerCase(), what).not.toContain(secret.toLowerCase());
        }
      }
    }
    await app().settle();
    expect(await everything(app(), site)).toEqual(before);
  }, 300_000);
});
