import { expect, it } from "vitest";
import { skeleton } from "./lookalikes.ts";

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
