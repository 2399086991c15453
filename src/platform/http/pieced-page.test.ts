import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { Changes } from "./changes.ts";
import { type Filled, PiecedPage } from "./pieced-page.ts";

const moment = { now: 0, changes: new Changes() };

/** A page of these texts; a reader's world is what fills its slots. */
function pageOf(texts: readonly string[], often: readonly boolean[] = []) {
  const slots = Array.from({ length: (texts.length - 1) / 2 }, (_, number) => ({
    number,
    often: often[number] ?? false,
  }));
  const fill = async (filled: Filled) => filled;
  return new PiecedPage<Filled>(
    { page: { texts, slots }, fill, ms: 1, shows: [], until: Number.POSITIVE_INFINITY },
    [],
  );
}

function plain(texts: readonly string[], filled: readonly (string | null)[]): string {
  return texts.map((text, at) => (at % 2 === 0 ? text : (filled[(at - 1) / 2] ?? text))).join("");
}

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.constantFrom("", "<li>", "The same words again and again. ".repeat(40)),
);
const own = fc.option(text, { freq: 2 });

it("each reader's copy is the page with what is theirs, whatever others have of their own", async () => {
  const page = fc.integer({ min: 0, max: 40 }).chain((slots) =>
    fc.record({
      texts: fc.array(text, { minLength: 2 * slots + 1, maxLength: 2 * slots + 1 }),
      often: fc.array(fc.boolean(), { minLength: slots, maxLength: slots }),
      readers: fc.array(fc.array(own, { minLength: slots, maxLength: slots }), {
        minLength: 1,
        maxLength: 6,
      }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(page, async ({ texts, often, readers }) => {
      const kept = pageOf(texts, often);
      for (const [n, filled] of readers.entries()) {
        const copy = await kept.make({ key: `${n}`, known: null }, { texts: filled, shows: [] }, moment);
        const body = Buffer.concat(copy.body);
        expect(gunzipSync(body).toString()).toBe(plain(texts, filled));
        expect(copy.head.slice(-2)).toEqual(["content-length", String(body.length)]);
      }
    }),
    { numRuns: 60 },
  );
});

it("compresses what readers share once", async () => {
  const texts = Array.from({ length: 101 }, (_, n) => createHash("sha512").update(`${n}`).digest("hex"));
  const kept = pageOf(texts);
  const nobodys: null[] = Array.from({ length: 50 }, () => null);
  const make = (key: string, at: number) => {
    const filled: (string | null)[] = [...nobodys];
    filled[at] = "mine";
    return kept.make({ key, known: null }, { texts: filled, shows: [] }, moment);
  };
  const one = await make("one", 20);
  const other = await make("other", 21);
  const shared = other.body.filter((chunk) => one.body.includes(chunk));
  const bytes = (chunks: readonly Buffer[]) => chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  expect(bytes(shared) / bytes(other.body)).toBeGreaterThan(0.8);
});

it("a copy holds until what it shows changes, its time is over, or the reader is another", async () => {
  const changes = new Changes();
  const kept = pageOf(["a", "b", "c"]);
  const member = { name: "Nan" };
  const nan = { key: "nan", known: member };
  const at = (now: number) => ({ now, changes });
  await kept.make(nan, { texts: ["!"], shows: ["talk"], until: 100 }, at(0));
  expect(kept.copyOf(nan, at(99))).not.toBeNull();
  expect(kept.copyOf(nan, at(100))).toBeNull();
  expect(kept.copyOf({ key: "nan", known: { name: "Nan" } }, at(0))).toBeNull();
  expect(kept.copyOf({ key: "ben", known: member }, at(0))).toBeNull();
  changes.tell(["other"]);
  expect(kept.copyOf(nan, at(0))).not.toBeNull();
  changes.tell(["talk"]);
  expect(kept.copyOf(nan, at(0))).toBeNull();
});

it("a change in the very moment in which a copy is made isn't missed", async () => {
  const changes = new Changes();
  const gate = Promise.withResolvers<void>();
  const slots = [{ number: 0, often: false }];
  const fill = async (): Promise<Filled> => {
    await gate.promise;
    return { texts: ["old"], shows: ["talk"] };
  };
  const kept = new PiecedPage<null>(
    { page: { texts: ["a", "b", "c"], slots }, fill, ms: 1, shows: [], until: 1000 },
    [],
  );
  const nan = { key: "nan", known: null };
  const making = kept.make(nan, null, { now: 0, changes });
  changes.tell(["talk"]);
  gate.resolve();
  await making;
  expect(kept.copyOf(nan, { now: 0, changes })).toBeNull();
});

it("remembers a bounded number of copies", async () => {
  const kept = pageOf(["a", "b", "c"]);
  const before = kept.size;
  for (let n = 0; n < 1000; n++)
    await kept.make({ key: `${n}`, known: null }, { texts: ["mine"], shows: [] }, moment);
  expect(kept.size - before).toBeLessThan(400 * 4000);
  expect(kept.copyOf({ key: "0", known: null }, moment)).toBeNull();
  expect(kept.copyOf({ key: "999", known: null }, moment)).not.toBeNull();
});
