import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { routes } from "../src/app.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

interface Source {
  path: string;
  text: string;
  /** Paths of what it imports from the project. */
  imports: string[];
}

const sources: Source[] = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => {
    const file = join(entry.parentPath, entry.name);
    const text = readFileSync(file, "utf8");
    const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map((match) =>
      relative(root, resolve(dirname(file), match[1] ?? "")),
    );
    return { path: relative(root, file), text, imports };
  });

const product = sources.filter((source) => !source.path.includes(".test."));
const featureOf = (path: string) => /^src\/features\/([^/]+)\//.exec(path)?.[1] ?? null;

/** What breaks a rule, as "file: what". */
function breaches(rule: (source: Source) => string[]): string[] {
  return product.flatMap((source) => rule(source).map((what) => `${source.path}: ${what}`));
}

describe("the house", () => {
  it("lets the platform know nothing of features", () => {
    const found = breaches(({ path, imports }) =>
      path.startsWith("src/platform/") ? imports.filter((to) => !to.startsWith("src/platform/")) : [],
    );
    expect(found).toEqual([]);
  });

  it("imports a store only within its feature", () => {
    const found = breaches(({ path, imports }) =>
      imports.filter((to) => to.endsWith(".store.ts") && featureOf(to) !== featureOf(path)),
    );
    expect(found).toEqual([]);
  });

  it("touches process in main.ts and cli.ts alone", () => {
    const found = breaches(({ path, text }) =>
      ["src/main.ts", "src/cli.ts"].includes(path) ? [] : (text.match(/\bprocess\.\w+/g) ?? []),
    );
    expect(found).toEqual([]);
  });

  it("names no engine in a feature", () => {
    const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    const found = breaches(({ path, text }) =>
      featureOf(path) ? (code(text).match(/\b(?:sqlite|postgres(?:ql)?|dialect)\b/gi) ?? []) : [],
    );
    expect(found).toEqual([]);
  });

  it("gives browsers nothing of the server but its rules for text", () => {
    const found = breaches(({ path, imports }) =>
      path.startsWith("src/client/")
        ? imports.filter((to) => !to.startsWith("src/client/") && to !== "src/platform/text/clean.ts")
        : [],
    );
    expect(found).toEqual([]);
  });

  it("keeps files under 350 lines", () => {
    const found = breaches(({ path, text }) => {
      const lines = text.split("\n").length;
      // Catalogues and migrations are lists.
      return lines > 350 && !/\/(?:messages|migrations)\//.test(path) ? [`${lines} lines`] : [];
    });
    expect(found).toEqual([]);
  });

  it("leaves no type unsaid", () => {
    const found = breaches(
      ({ text }) => text.match(/: any\b|<any>|as any\b|@ts-(?:ignore|expect-error|nocheck)/g) ?? [],
    );
    expect(found).toEqual([]);
  });
});

/** Forms from other websites' pages, which change nothing: they lead on to an address. */
const leadsOn = ["POST /connect/:provider/callback", "POST /connect/publisher"];

// Each route with who may call it: test/access.test.ts.
describe("routes", () => {
  it("declare who may call them; what changes something is not for anyone, and limited", () => {
    expect(routes.length).toBeGreaterThan(20);
    for (const route of routes) {
      const name = `${route.method} ${route.path}`;
      if (route.path.startsWith("/api/"))
        expect(route.access, name).toBe(route.method === "GET" ? "anyone" : "program");
      if (route.method === "GET") continue;
      expect(route.access === "anyone", name).toBe(leadsOn.includes(name));
      expect(route.limit, name).toBeGreaterThan(0);
      expect(route.shared, name).toBeUndefined();
    }
  });

  it("change by one method from our forms", () => {
    const ours = routes.filter(({ method, access }) => method !== "GET" && access !== "program");
    expect(new Set(ours.map(({ method }) => method))).toEqual(new Set(["POST"]));
  });

  it("take changes from elsewhere by a link that we signed for mails alone", () => {
    const linked = routes.filter(({ access }) => access === "link").map(({ path }) => path);
    expect([...new Set(linked)]).toEqual(["/mail/settings", "/mail/unsubscribe"]);
  });

  it("have one handler each", () => {
    const names = routes.map((route) => `${route.method} ${route.path}`);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("moderation", () => {
  it("changes a comment's status only where a decision is written down", () => {
    const callers = (name: string) =>
      product
        .filter(({ text }) => new RegExp(`import [^;]*\\b${name}\\b[^;]*;`, "s").test(text))
        .map(({ path }) => path);
    expect(callers("updateStatus")).toEqual(["src/features/discussion/thread-counts.ts"]);
    expect(callers("changeStatus")).toEqual([
      "src/features/discussion/decide-on-comment.ts",
      "src/features/discussion/erase-comments.ts",
      "src/features/discussion/move-thread.ts",
    ]);
    for (const path of callers("changeStatus")) expect(callers("recordDecision")).toContain(path);
  });

  it("never changes or deletes a decision, but for its place in the chain, once, and words about somebody who is erased", () => {
    // Whole statements, however they are laid out.
    const statements = /(?:updateTable|deleteFrom|replaceInto|mergeInto)\("decision"\)[^;]*/g;
    const found = breaches(({ text }) =>
      (text.match(statements) ?? []).map((each) => each.replace(/\s+/g, "")),
    );
    expect(found.toSorted()).toEqual([
      // Only what has no place yet gets one.
      'src/features/moderation/audit/chain.store.ts: updateTable("decision").set({number,salt,digest,hash}).where("number","is",null).where("id","=",value("id"))',
      'src/features/moderation/held.store.ts: updateTable("decision").set({actor:"staff",salt}).where("id","=",id).execute()',
      'src/features/moderation/held.store.ts: updateTable("decision").set({reason:"",details:"",salt}).where("id","=",id).execute()',
    ]);
    // Nor in words of SQL.
    const inSql = breaches(({ path, text }) =>
      path.includes("/migrations/")
        ? []
        : (text.match(/(?:update|delete from|replace into|insert into)\s+"?decision"?\s/gi) ?? []),
    );
    expect(inSql).toEqual([]);
    // And the end of the chain is where it is linked, and nowhere else.
    const chain = breaches(({ text }) => text.match(/(?:updateTable|deleteFrom)\("decision_chain"\)/g) ?? []);
    expect(chain).toEqual(['src/features/moderation/audit/chain.store.ts: updateTable("decision_chain")']);
  });
});
