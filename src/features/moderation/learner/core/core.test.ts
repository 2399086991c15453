import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explain } from "./explain.ts";
import { countedOf, featuresOf, featuresOfCounted } from "./features.ts";
import { shapeOf } from "./known.ts";
import { bytesOfCounted, countedOfBytes } from "./lesson-bytes.ts";
import { bytesOfModel, modelOfBytes } from "./model-bytes.ts";
import { memoryOfModel, Model } from "./model.ts";
import { normalText, placesOf } from "./normal-text.ts";
import { calibrationOf, costOf, hasEarned, type Outcome, shareOf } from "./record.ts";

const anyText = fc.string({ unit: "binary", maxLength: 300 }).map((text) => text.toWellFormed());

function learnt(lessons: readonly (readonly [string, 0 | 1])[]): Model {
  const model = new Model();
  for (const [text, label] of lessons) model.learn(featuresOfCounted(countedOf(text, shapeOf(text))), label);
  return model;
}

const scoreOf = (model: Model, text: string) => model.score(featuresOf(text, shapeOf(text)));

describe("a text as the learner reads it", () => {
  it("is the same however it is written down again", () => {
    fc.assert(fc.property(anyText, (text) => normalText(normalText(text)) === normalText(text)));
  });

  it.each([
    ["ＦＵＬＬ  width\u00ad", "full width"],
    ["كتابي", "کتابي".replace("ي", "ی")],
    ["می\u200cخواهم", "میخواهم".replace("ه", "ە")],
    ["مُحَمَّـــد", "محمد"],
    ["İstanbul", "istanbul"],
  ])("reads %s as %s", (text, normal) => {
    expect(normalText(text)).toBe(normal);
  });

  it("knows where each of its letters was written", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const places = placesOf(text);
        if (places) {
          expect(places.from).toHaveLength([...normalText(text)].length + 2);
          for (const [at, from] of places.from.entries()) {
            expect(from).toBeLessThanOrEqual(places.to[at] ?? -1);
            expect(places.to[at]).toBeLessThanOrEqual(text.length);
          }
        }
      }),
    );
    expect(placesOf("A  b")).toEqual({
      from: Uint32Array.from([0, 0, 1, 3, 4]),
      to: Uint32Array.from([0, 1, 2, 4, 4]),
    });
  });
});

describe("features", () => {
  it("survive being kept, bit by bit", () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.string()), (text, known) => {
        const counted = countedOf(text, known);
        expect(countedOfBytes(bytesOfCounted(counted))).toEqual(counted);
      }),
    );
  });

  it("are the same whether a text is judged or learnt", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const model = learnt([
          ["one and two", 0],
          [text, 1],
        ]);
        const kept = featuresOfCounted(countedOf(text, ["age 3"]));
        expect(model.score(featuresOf(text, ["age 3"]))).toBeCloseTo(model.score(kept), 6);
      }),
    );
  });

  it("of a very long text are found in time, and no more than there is room for", () => {
    const long = Array.from({ length: 20_000 }, (_, at) =>
      String.fromCodePoint(0xac00 + ((at * 37) % 11_000)),
    ).join("");
    expect(featuresOf(long, []).keys.length).toBeGreaterThan(10_000);
  });
});

describe("a model", () => {
  it("is the same to the last bit after the same lessons", () => {
    const lesson = fc.tuple(anyText, fc.constantFrom<0 | 1>(0, 1));
    fc.assert(
      fc.property(fc.array(lesson, { maxLength: 5 }), (lessons) => {
        expect(Buffer.from(bytesOfModel(learnt(lessons))).equals(bytesOfModel(learnt(lessons)))).toBe(true);
      }),
      { numRuns: 5 },
    );
  });

  it("says something between 0 and 1 of whatever comes", () => {
    const model = learnt([
      ["good morning", 0],
      ["bad evening", 1],
    ]);
    fc.assert(
      fc.property(anyText, (text) => {
        const score = scoreOf(model, text);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });

  it.each([
    ["English", "win money now at this link", "the bridge opens in spring"],
    ["Arabic", "اربح المال الآن من هذا الرابط", "يفتح الجسر في الربيع"],
    ["Sorani", "ئێستا پارە ببەوە لەم بەستەرە", "پردەکە لە بەهاردا دەکرێتەوە"],
    ["Thai", "รับเงินฟรีตอนนี้ที่ลิงก์นี้", "สะพานเปิดในฤดูใบไม้ผลิ"],
    ["Korean", "지금 이 링크에서 돈을 받으세요", "다리는 봄에 열립니다"],
    ["Amharic", "አሁን ገንዘብ ያሸንፉ በዚህ ሊንክ", "ድልድዩ በጸደይ ይከፈታል"],
  ])("learns from few decisions in %s", (_, bad, good) => {
    const lessons = Array.from({ length: 10 }, (_, at): readonly [string, 0 | 1][] => [
      [`${bad} ${at}`, 1],
      [`${good} ${at}`, 0],
    ]).flat();
    const model = learnt(lessons);
    expect(scoreOf(model, `${bad}!`)).toBeGreaterThan(0.8);
    expect(scoreOf(model, `${good}!`)).toBeLessThan(0.2);
  });

  it("needs less than 64 MB", () => {
    expect(memoryOfModel()).toBeLessThan(64e6);
  });

  it("comes back from its bytes, and from no others", () => {
    const model = learnt([["some words", 1]]);
    const bytes = bytesOfModel(model);
    expect(modelOfBytes(bytes)?.seen).toBe(1);
    expect(modelOfBytes(bytes.subarray(1))).toBeNull();
    for (const [at, value] of [
      [0, 0x78],
      // Of the first weight: no number at all.
      [8 + 8 + 12 * 8 + 3, 0x7f],
    ] as const) {
      const wrong = bytes.slice();
      wrong.fill(0xff, at, at + 1);
      wrong[at] = value;
      wrong[at - 1] = 0xff;
      expect(modelOfBytes(wrong)).toBeNull();
    }
  });
});

describe("an explanation", () => {
  const model = learnt(
    Array.from({ length: 20 }, (_, at): readonly [string, 0 | 1][] => [
      [`you are an utter muppet number ${at}`, 1],
      [`the council met on day ${at}`, 0],
    ]).flat(),
  );

  it("shows the words that speak against a text, and those that speak for it", () => {
    const text = "The Council met. What a MUPPET!";
    const spans = explain(model, text).map(
      ({ from, to, push }) => [text.slice(from, to), Math.sign(push)] as const,
    );
    expect(spans.some(([words, push]) => push > 0 && words.includes("MUPPET"))).toBe(true);
    expect(spans.some(([words, push]) => push < 0 && words.includes("Council"))).toBe(true);
  });

  it("stays within any text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { from, to } of explain(model, text)) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});

describe("a record", () => {
  const outcomes = (right: number, wrong: number): Outcome[] => [
    ...Array.from({ length: right }, () => ({ score: 0.9, label: 1 as const })),
    ...Array.from({ length: wrong }, () => ({ score: 0.9, label: 0 as const })),
    ...Array.from({ length: 150 }, () => ({ score: 0.1, label: 0 as const })),
  ];

  it("is told with the interval that its number of decisions allows", () => {
    // Agresti, A., Coull, B. (1998), The American Statistician 52: 9 of 10.
    expect(shareOf(9, 10).low).toBeCloseTo(0.596, 3);
    expect(shareOf(9, 10).high).toBeCloseTo(0.982, 3);
    expect(shareOf(0, 0)).toMatchObject({ low: 0, high: 1 });
  });

  it("earns nothing by few decisions, or by chance", () => {
    expect(hasEarned(outcomes(20, 0), 50, 60)).toBe(false);
    expect(hasEarned(outcomes(60, 40), 50, 60)).toBe(false);
    expect(hasEarned(outcomes(90, 10), 50, 60)).toBe(true);
    expect(hasEarned(outcomes(90, 10), 95, 60)).toBe(false);
  });

  it("says what a threshold costs", () => {
    const cost = costOf(50, outcomes(30, 10), [0.9, 0.1, 0.1, 0.1]);
    expect([cost.held.value, cost.caught.value, cost.right.value, cost.wronglyHeld.value]).toEqual([
      0.25,
      1,
      0.75,
      10 / 160,
    ]);
  });

  it("is laid beside what was said, by tenths", () => {
    const bins = calibrationOf(outcomes(30, 10));
    expect(bins).toHaveLength(10);
    expect(bins[9]).toMatchObject({ refused: { value: 0.75, of: 40 } });
    expect(bins[9]?.said).toBeCloseTo(0.9);
  });
});
