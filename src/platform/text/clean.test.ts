import { describe, expect, it } from "vitest";
import { growth, tooMuch } from "../../../test/growth.ts";
import {
  cleanLine,
  cleanText,
  countCharacters,
  cutAtWord,
  isIntact,
  isolate,
  isStorable,
  isVisible,
} from "./clean.ts";

describe("a line that somebody typed", () => {
  it("can't turn what stands around it", () => {
    const turning = [
      "\u202A",
      "\u202B",
      "\u202C",
      "\u202D",
      "\u202E",
      "\u2066",
      "\u2067",
      "\u2068",
      "\u2069",
      "\u061C",
      "\u200E",
      "\u200F",
    ];
    for (const control of turning) expect(cleanLine(`Nora${control} Quill`)).toBe("Nora Quill");
  });

  it("holds nothing that isn't seen", () => {
    const unseen = [
      "\0",
      "\x07",
      "\x1B",
      "\x7F",
      "\x85",
      "\u00AD",
      "\u034F",
      "\u115F",
      "\u1160",
      "\u17B4",
      "\u180E",
      "\u200B",
    ];
    unseen.push(
      "\u2060",
      "\u2063",
      "\u2065",
      "\u206A",
      "\u3164",
      "\uFEFF",
      "\uFFA0",
      "\uFFF0",
      "\uFFF9",
      "\uFFFC",
      "\uFFFE",
    );
    unseen.push("\uE000", "\u{1BCA0}", "\u{1D173}", "\u{E0001}", "\u{E0041}", "\u{E01F0}", "\u{F0000}");
    for (const letter of unseen) {
      expect(cleanLine(`No${letter}ra`), letter.codePointAt(0)?.toString(16)).toBe("Nora");
    }
    expect(cleanLine(" \u00A0\u2003Nora\t\r\n\u3000 Quill\u2028")).toBe("Nora Quill");
  });

  it("keeps the joiners that Kurdish, Persian and emoji need, one at a time and inside words", () => {
    expect(cleanLine("می\u200Cخواهم")).toBe("می\u200Cخواهم");
    expect(cleanLine("👩\u200D🚀 ❤\uFE0F\u200D🔥")).toBe("👩\u200D🚀 ❤\uFE0F\u200D🔥");
    expect(cleanLine("a\u200C\u200C\u200D\u200Cb")).toBe("a\u200Cb");
    expect(cleanLine("\u200Da \u200C b\u200C")).toBe("a b");
  });

  it("stacks no more marks on a letter than a language does, joiners between them or not", () => {
    expect(cleanLine("שָּׁלוֹם")).toBe("שָּׁלוֹם".normalize("NFC"));
    expect(cleanLine("Nguyễn Thị Ánh")).toBe("Nguyễn Thị Ánh".normalize("NFC"));
    expect(cleanLine("مُحَمَّدٌ")).toBe("مُحَمَّدٌ".normalize("NFC"));
    expect(cleanLine(`Z${"\u0335\u0348".repeat(50)}`)).toMatch(/^Z\p{M}{4}$/u);
    expect(cleanLine(`Z${"\u0335\u0348\u200C".repeat(50)}`).match(/\p{M}/gu)).toHaveLength(4);
  });

  it("is the same however its letters were put together", () => {
    expect(cleanLine("Jose\u0301")).toBe("José");
    expect(cleanLine("Jose\u200B\u0301")).toBe("José");
  });
});

it("keeps the lines of a text, with at most one empty between them", () => {
  expect(cleanText("  one \t\r\ntwo\r\n\r\n\r\n\r\nthree\u2028four  \n\n")).toBe("one\ntwo\n\nthree\nfour");
});

it("knows what can be stored, what came whole, and what shows anything", () => {
  expect([isStorable("fine 🎈"), isStorable("a\0"), isStorable("\uD800"), isStorable("\uDC00a")]).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect([isIntact("fine"), isIntact("b\uFFFDd")]).toEqual([true, false]);
  expect([
    isVisible("!"),
    isVisible("🎈"),
    isVisible("و"),
    isVisible(" \u2800\u00A0"),
    isVisible("\u0301"),
  ]).toEqual([true, true, true, false, false]);
});

describe("characters", () => {
  it("are counted as readers count them", () => {
    expect(countCharacters("Grüße 👩‍👩‍👧‍👦 🇮🇶 é")).toBe(11);
    expect(countCharacters("نەورۆز")).toBe(6);
  });

  it("can't hide a long text in one", () => {
    expect(countCharacters(`👩${"\u200D👩".repeat(60_000)}`)).toBeGreaterThan(9000);
    expect(countCharacters(`a${"\u0301".repeat(60_000)}`)).toBeGreaterThan(4000);
  });
});

it("cuts no letter in two", () => {
  expect(cutAtWord("🎈".repeat(100), 21).isWellFormed()).toBe(true);
});

it("isolates a name, so that a sentence around it keeps its order", () => {
  expect(`Reply to ${isolate("نورا!")} (3)`).toBe("Reply to \u2068نورا!\u2069 (3)");
});

it("takes linear time, whatever comes in a row", () => {
  const rows = [
    " ",
    "\t",
    "\n ",
    "\u200C",
    "\u200D",
    "\u0301",
    "\u200C\u0301",
    "👩\u200D",
    "a ",
    "\u202E",
    "é",
    "\u3000",
    "ᄀ",
  ];
  const work = (text: string) => {
    cleanText(text);
    cleanLine(text);
    countCharacters(text);
    isVisible(text);
    cutAtWord(text, 150);
  };
  for (const row of rows) {
    const make = (length: number) => `${row.repeat(Math.ceil(length / row.length))}x`;
    expect(growth(make, 60_000, work), JSON.stringify(row)).toBeLessThan(tooMuch);
  }
});
