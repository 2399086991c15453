import { bookOf } from "../words/word-book.ts";
import { describe, expect, it } from "vitest";
import { bodyOfMarkdown } from "../../discussion/comment-body.ts";
import { siteSettings } from "../../sites/site.ts";
import type { OpenSite } from "../../sites/sites.ts";
import type { SiteId, StoryId } from "../../../platform/lib/ids.ts";
import { type RuleSettings, ruleSettings } from "../rules/rule-settings.ts";
import type { Facts, Standing } from "./facts.ts";
import { judge, judgeWithin, turnAway } from "./judge.ts";
import { links } from "./links.ts";
import { newcomers } from "./newcomers.ts";
import type { Phase } from "./phase.ts";
import { shape } from "./shape.ts";
import { finding, hold, pass, refuse, type Verdict } from "./verdict.ts";

const site: OpenSite = {
  id: 1 as SiteId,
  key: "s",
  name: "The Gazette",
  tagline: "",
  language: "en",
  timeZone: "UTC",
  pathPrefix: "",
  settings: siteSettings.parse({}),
  isSample: false,
  sections: [],
};
const unknown: Standing = { published: 0, refused: 0, reportsUpheld: 0, firstAt: null, trust: "auto" };

function factsFor(
  text: string,
  phases: object = {},
  {
    standing = {},
    kind = "guest",
  }: { standing?: Partial<Standing>; kind?: "guest" | "member" | "staff" } = {},
): Facts {
  const { html, restHtml } = bodyOfMarkdown(text);
  return {
    site,
    story: { id: 1 as StoryId, sectionId: null, language: "en", publishedAt: 0 },
    mode: "open",
    preset: "",
    author: {
      ...{ kind, name: "Nan", memberId: null, persons: [], deviceHash: "", networkHash: "" },
      ...{ domainHash: null, since: null },
    },
    parentId: null,
    text,
    html: html + restHtml,
    commentId: null,
    solvedChallenge: true,
    at: 0,
    rules: ruleSettings.parse({ phases }) satisfies RuleSettings,
    ownHost: "paper.example",
    standing: async () => ({ ...unknown, ...standing }),
    sanction: async () => null,
    opinions: async () => [],
    learnerScore: async () => null,
    repeats: async () => ({ sketch: null, nearest: null, times: 0, verdict: "", own: null }),
    words: async () => bookOf([], ""),
  };
}

const codes = (verdict: Verdict) => (verdict.say === "pass" ? [] : verdict.findings.map(({ code }) => code));
const seen = (text: string, verdict: Verdict) =>
  verdict.say === "pass"
    ? []
    : verdict.findings.flatMap(({ spans }) => spans.map(({ from, to }) => text.slice(from, to)));

describe("the shape of a text", () => {
  const check = async (text: string, settings: object = {}) =>
    shape.check(factsFor(text, { shape: settings }));

  it.each([
    ["THIS IS WHAT I THINK OF ALL OF YOU", "capitals"],
    ["ΑΥΤΟ ΕΙΝΑΙ ΑΠΑΡΑΔΕΚΤΟ ΚΑΙ ΤΟ ΞΕΡΕΤΕ", "capitals"],
    ["What is this?!?!?!?!", "marks"],
    ["ما هذا؟؟؟؟؟؟؟؟", "marks"],
    ["Noooooooooooo way", "stretched"],
    ["سلاااااااااااام", "stretched"],
  ])("holds %s", async (text, code) => {
    const verdict = await check(text);
    expect(codes(verdict)).toEqual([code]);
    expect(seen(text, verdict).length).toBeGreaterThan(0);
  });

  it.each([
    "NATO and the EU met UNESCO in NYC",
    "OK",
    "> WHY ARE YOU ALL SHOUTING AT ME LIKE THIS\n\nbecause it is fun to read",
    "هههههههههههههه",
    "ㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋ",
    "See https://EXAMPLE.ORG/AAAAAAAAAAAAAAAAAAAAAAAAAAA for it",
    "Really?!",
    "یانە",
  ])("lets %s through", async (text) => expect(codes(await check(text))).toEqual([]));

  it("counts what says something, whatever the script", async () => {
    const fewest = { fewest: 5 };
    expect(codes(await check("No.", fewest))).toEqual(["short"]);
    expect(codes(await check("هذا رائع", fewest))).toEqual([]);
    expect(codes(await check("同意这个看法", fewest))).toEqual([]);
  });

  it("is judged in time that grows with the text alone", async () => {
    const start = performance.now();
    for (const text of ["!".repeat(20_000), "! ".repeat(10_000), "aA".repeat(10_000), "A ,".repeat(7000)])
      await check(text);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe("links", () => {
  const check = async (text: string, settings: object = {}, more = {}) =>
    links.check(factsFor(text, { links: settings }, more));

  it("wait above a number, the known and the paper's own not counted", async () => {
    const text =
      "[a](https://a.example/) https://b.example/x?y=1&z=2 http://sub.known.example/ https://paper.example/stories/x";
    const known = ["known.example"];
    expect(codes(await check(text, { most: 2, known }))).toEqual([]);
    const verdict = await check(text, { most: 1, known });
    expect(codes(verdict)).toEqual(["many"]);
    expect(seen(text, verdict)).toEqual(["https://a.example/", "https://b.example/x?y=1&z=2"]);
  });

  it("wait where only known websites are let through", async () => {
    expect(
      codes(await check("https://evil-known.example/", { onlyKnown: true, known: ["known.example"] })),
    ).toEqual(["unknown"]);
    expect(
      codes(await check("https://known.example/", { onlyKnown: true, known: ["known.example"] })),
    ).toEqual([]);
  });

  it("are seen where they are only written out, and once where they are links too", async () => {
    const count = async (text: string) => {
      const verdict = await check(text, { most: 0 });
      return verdict.say === "pass" ? 0 : Number(verdict.findings[0]?.values["n"]);
    };
    expect(await count("Go to casino.example/win or www.shop.example today")).toBe(2);
    expect(await count("https://a.example/x and a.example/x")).toBe(2);
    expect(await count("https://a.example/x")).toBe(1);
    expect(await count("مقهى.com و BUY-NOW.Ru!")).toBe(2);
    expect(await count("at 10.30 p.m. he said so.And node.js, e.g. report.pdf, is at paper.example")).toBe(0);
    expect(await count("write to ada@mail.example")).toBe(0);
    expect(await count(`${"a.".repeat(9000)} ${"a".repeat(18_000)}`)).toBe(0);
  });

  it("of somebody whom the desk trusts don't", async () => {
    const trusted = { standing: { trust: "trusted" } };
    expect(codes(await check("https://a.example/", { most: 0 }, trusted))).toEqual([]);
    expect(codes(await check("https://a.example/", { most: 0 }))).toEqual(["many"]);
  });
});

describe("trust", () => {
  const check = async (standing: Partial<Standing>, kind: "guest" | "member" = "guest") =>
    newcomers.check(factsFor("Hello", { newcomers: { guests: 2, members: 1 } }, { standing, kind }));

  it("is earned by what was published, and sooner by members", async () => {
    expect(codes(await check({ published: 1 }))).toEqual(["first"]);
    expect(codes(await check({ published: 1 }, "member"))).toEqual([]);
    expect(codes(await check({ published: 2 }))).toEqual([]);
  });

  it("is lost by what was refused, once there is enough of it", async () => {
    expect(codes(await check({ published: 2, refused: 3 }))).toEqual(["refused"]);
    expect(codes(await check({ published: 3, refused: 3 }))).toEqual([]);
    expect(codes(await check({ refused: 2 }))).toEqual(["first"]);
  });

  it("is what the desk says, whatever the numbers", async () => {
    expect(codes(await check({ refused: 9, trust: "trusted" }))).toEqual([]);
    expect(codes(await check({ published: 99, trust: "distrusted" }))).toEqual(["distrusted"]);
  });
});

describe("a rule that throws", () => {
  const lines: object[] = [];
  const log = { error: (line: object) => void lines.push(line) };
  const text = "Nobody else may read these words";
  const broken: Phase = {
    name: "links",
    version: 3,
    check: ({ text: words }) => {
      throw new TypeError(`can't read ${words}`);
    },
    turnAway: () => {
      throw new Error(text);
    },
  };
  const late: Phase = { ...broken, name: "preset", isWithin: true };
  const after: Phase = { name: "shape", version: 1, check: () => hold(finding("short")) };

  it("holds the comment and says which it was, and the rest go on", async () => {
    const first = await judge(factsFor(text), log, [broken, late, after]);
    const judgement = await judgeWithin(first, factsFor(text), log, [broken, late, after]);
    expect(judgement.outcome).toBe("held");
    expect(judgement.objections.map(({ phase, findings }) => [phase, findings[0]?.code])).toEqual([
      ["preset", "failed"],
      ["links", "failed"],
      ["shape", "short"],
    ]);
    const refusing: Phase = { ...after, check: () => refuse(finding("short")) };
    expect((await judge(factsFor(text), log, [broken, refusing])).outcome).toBe("refused");
  });

  it("keeps nobody from writing", async () => {
    const moment = { secondsToWait: async () => 0, slowSeconds: 0 };
    expect(await turnAway(factsFor(text), moment, log, [broken])).toBeNull();
  });

  it("is logged by its name, version and place, without a word of the comment", () => {
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(line).toMatchObject({ version: 3 });
      expect(JSON.stringify(line)).not.toContain("these words");
      expect(JSON.stringify(line)).toContain("phases.test.ts");
    }
  });

  it("isn't asked where it is switched off", async () => {
    const off = factsFor(text, { links: { on: false } });
    expect((await judge(off, log, [broken, { ...after, check: () => pass }])).outcome).toBe("published");
  });
});
