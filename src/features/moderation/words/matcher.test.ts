import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Matcher } from "./matcher.ts";
import { type Pattern, readEntry } from "./pattern.ts";

function patternOf(entry: string): Pattern {
  const read = readEntry(entry);
  if ("fault" in read) throw new Error(`${entry}: ${read.fault}`);
  return read.pattern;
}

/** What of a text is found, word by word. */
function found(text: string, ...entries: string[]): string[] {
  const matcher = new Matcher(entries.map(patternOf));
  return matcher.search(text).map(({ span }) => text.slice(span.from, span.to));
}

describe("a word of a list", () => {
  it("is found as a whole word, whatever its case and marks", () => {
    expect(found("You TURNIP, you turnip!", "turnip")).toEqual(["TURNIP", "turnip"]);
    expect(found("tûrnïp", "turnip")).toEqual(["tûrnïp"]);
    expect(found("STRASSE, Straße", "straße")).toEqual(["STRASSE", "Straße"]);
    expect(found("ISTANBUL İstanbul ıstanbul", "istanbul")).toHaveLength(3);
  });

  it("is not found inside innocent words, or across them", () => {
    expect(found("turnips, saturnip, push it, bus.hit", "turnip", "shit")).toEqual([]);
    expect(found("the classic assessment of a bass", "ass")).toEqual([]);
    expect(found("as such; as so", "ass")).toEqual([]);
    expect(found("she'll sell", "shell")).toEqual([]);
  });

  it("is found with open ends where the list says so", () => {
    expect(found("turnips saturnip", "turnip*")).toEqual(["turnip"]);
    expect(found("turnips saturnip", "*turnip")).toEqual(["turnip"]);
    expect(found("saturnips", "*turnip*")).toEqual(["turnip"]);
    expect(found("tarnip turnip trnip", "t?rnip")).toEqual(["tarnip", "turnip"]);
    expect(found("tip turnip tax top", "t*p")).toEqual(["tip", "turnip", "top"]);
  });

  it("of several words is found over any gap", () => {
    expect(found("Go   home! go-home, gohome", "go home")).toEqual(["Go   home", "go-home"]);
  });

  it("is seen through stretching, but doubled letters stay what they are", () => {
    expect(found("tuuuurniiiip", "turnip")).toEqual(["tuuuurniiiip"]);
    expect(found("assss as ass", "ass")).toEqual(["assss", "ass"]);
    expect(found("ass", "as")).toEqual([]);
    expect(found("good god", "god")).toEqual(["god"]);
  });

  it("is seen through inserted spaces and signs", () => {
    expect(found("t u r n i p", "turnip")).toEqual(["t u r n i p"]);
    expect(found("t.u-r_n*i p", "turnip")).toEqual(["t.u-r_n*i p"]);
    expect(found("tur.nip", "turnip")).toEqual(["tur.nip"]);
    expect(found("a s s", "ass")).toEqual(["a s s"]);
    expect(found("tur\u200Bnip tur\u00ADnip", "turnip")).toHaveLength(2);
  });

  it("is seen through figures, signs and look-alike letters", () => {
    expect(found("turn1p 7urnip", "turnip")).toEqual(["turn1p", "7urnip"]);
    expect(found("b1ue p1g", "blue", "pig")).toEqual(["b1ue", "p1g"]);
    // Cyrillic р, fullwidth letters, mathematical letters.
    expect(found("turniр ｔｕｒｎｉｐ 𝓽𝓾𝓻𝓷𝓲𝓹", "turnip")).toHaveLength(3);
  });

  it("is seen through small capitals, tiles, crossed letters and mixed scripts", () => {
    for (const text of ["ᴛᴜʀɴɪᴘ", "🆃🆄🆁🅽🅸🅿", "🅣🅤🅡🅝🅘🅟", "ŧuɍnɨꝑ", "тuгnip", "τυrnιp"])
      expect(found(`You ${text} you`, "turnip")).toEqual([text]);
    for (const text of ["рeпа", "peпа", "репa", "PEПА"])
      expect(found(`Ты ${text} ты`, "репа")).toEqual([text]);
    expect(found("рот на 3 дня, cop", "сор")).toEqual([]);
  });

  it("is seen through apostrophes and a pair left together where it is spelt", () => {
    expect(found("t'u'r'n'i'p", "turnip")).toEqual(["t'u'r'n'i'p"]);
    expect(found("t u rn i p", "turnip")).toEqual(["t u rn i p"]);
    expect(found("he'll turn ip", "hell", "turnip")).toEqual([]);
  });

  it("of figures is found as it stands", () => {
    expect(found("88 and 1988", "88")).toEqual(["88"]);
    expect(found("٨٨", "88")).toEqual(["٨٨"]);
  });

  it("of one script is not found in innocent words of another", () => {
    expect(found("рот, сор", "pot", "cop")).toEqual([]);
  });

  it("is found in all forms of Arabic and Kurdish letters", () => {
    expect(found("أحمق إحمق احمـــق اَحْمَق", "احمق")).toHaveLength(4);
    expect(found("كةر کەر که‌ر کەڕ", "کەر")).toHaveLength(4);
    expect(found("على علي", "علی")).toHaveLength(2);
    expect(found("گەوج گەوجە", "گەوج")).toEqual(["گەوج"]);
    expect(found("گ ە و ج", "گەوج")).toEqual(["گ ە و ج"]);
  });

  it("is told with its place in the text", () => {
    const text = "Ein 🥕 t.u.r.n.i.p, bitte";
    const [match] = new Matcher([patternOf("turnip")]).search(text);
    expect(text.slice(match?.span.from, match?.span.to)).toBe("t.u.r.n.i.p");
  });

  it("is found by every list that has it", () => {
    const matcher = new Matcher(["turnip", "turnip", "*nip"].map(patternOf));
    expect(matcher.search("turnip").map(({ pattern }) => pattern)).toEqual(expect.arrayContaining([0, 1, 2]));
  });
});

describe("a search", () => {
  it("finds all that a plain search finds", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 8 }),
        fc.array(word, { maxLength: 12 }),
        (list, words) => {
          // No letter three times in a row: then nothing is stretched.
          const text = words.join(" ").replace(/(.)\1{2,}/g, "$1$1");
          const entries = list.map((each) => each.replace(/(.)\1{2,}/g, "$1$1"));
          const wanted = text.split(" ").filter((each) => entries.includes(each));
          expect([...new Set(found(text, ...entries))].sort()).toEqual([...new Set(wanted)].sort());
        },
      ),
    );
  });

  it("finds what stands behind very many of another entry", () => {
    expect(found(`${"art ".repeat(500)}turnip`, "art", "turnip").at(-1)).toBe("turnip");
  });

  it("finds what stands behind a text that was made to slow it down", () => {
    const matcher = new Matcher(["a*a*b", "aa?b", "*ab", "a a a b", "turnip"].map(patternOf));
    for (const text of ["a".repeat(5000), "a ".repeat(2500), "ab".repeat(20), "1!|a".repeat(1200)])
      expect(matcher.search(`${text} turnip`).at(-1)).toMatchObject({ pattern: 4 });
  });
});

describe("an entry", () => {
  it("that says nothing, or would fire everywhere, is refused", () => {
    expect(readEntry("  ")).toEqual({ fault: "empty" });
    expect(readEntry("***")).toEqual({ fault: "wild" });
    expect(readEntry("?*?")).toEqual({ fault: "wild" });
    expect(readEntry("a*")).toEqual({ fault: "short" });
    expect(readEntry("x")).toEqual({ fault: "short" });
    expect(readEntry("x".repeat(101))).toEqual({ fault: "long" });
    expect(readEntry("猪")).toMatchObject({ pattern: { entry: "猪" } });
  });
});
