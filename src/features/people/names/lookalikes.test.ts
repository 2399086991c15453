import { expect, it } from "vitest";
import { skeleton, skeletons } from "./lookalikes.ts";

it("sees through case, marks, spaces, width and letters of other scripts", () => {
  const alike = [
    "NORA QUILL",
    "nora.quill",
    "Nóra Quìll",
    "Ｎｏｒａ Quill",
    "Nоrа Quill",
    "Νοra Quill",
    "Nora Qui11",
    "Nora QuiII",
    "Nora\u0335 Quill",
    "𝐍𝐨𝐫𝐚 Quill",
  ];
  for (const name of alike) expect(skeleton(name), name).toBe(skeleton("Nora Quill"));
});

it("sees through stretched and foreign forms of Arabic letters", () => {
  for (const name of ["نەسـرین کەریم", "نەسرين كەريم", "نهسرین کهریم"])
    expect(skeleton(name), name).toBe(skeleton("نەسرین کەریم"));
});

it("tells other names apart", () => {
  const names = [
    "Nora Quill",
    "Nora Quilt",
    "Nora",
    "Dora Quill",
    "نەسرین کەریم",
    "نەسرین کریم",
    "Нора Квилл",
  ];
  expect(new Set(names.map(skeleton)).size).toBe(names.length);
});

it.each([
  ["Νίκος", "ΝΙΚΟΣ"],
  ["Weiß", "WEISS"],
  ["Иван", "ИВАН"],
  ["Ali 3", "Ali ٣"],
  ["Ali 10", "Ali ۱۰"],
  ["Owen", "0vven"],
  ["Emma", "Ernrna"],
  ["Nora", "N\u200bo\u2060r\u00ada"],
  ["Nora", "\u202eNora\u202c"],
  ["Nora", "Ⓝⓞⓡⓐ"],
  ["Łukasz", "Lukasz"],
  ["Bill", "B|||"],
  ["paypal", "раураӏ"],
  ["Oʻzbek", "O'zbek"],
])("takes %s for %s", (one, other) => {
  expect(skeletons(one).some((each) => skeletons(other).includes(each))).toBe(true);
});

it.each([
  ["بدر", "تدر"],
  ["Guðrún", "Guran"],
  ["Hana", "Nana"],
  ["कमल", "कोमल"],
  ["김철수", "김절수"],
  ["王伟", "王芳"],
  ["Νίκος", "Μίκος"],
])("tells %s from %s", (one, other) => {
  expect(skeletons(one).some((each) => skeletons(other).includes(each))).toBe(false);
});
