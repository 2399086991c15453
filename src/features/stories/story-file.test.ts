import { expect, it } from "vitest";
import { readStoryFile, StoryFileError } from "./story-file.ts";

const read = (text: string) => readStoryFile(text, "/paper/story.md", "UTC");

it("reads front matter and Markdown", () => {
  const story = read(
    "---\nheadline: A bridge\nsection: river\nfigures:\n  - { file: b.jpg, alt: A bridge }\nupdates:\n  - { at: 2026-06-09T14:05, text: New. }\npublished: 2026-06-09T07:10\n---\nOne.\n\n## Two\n",
  );
  expect(story.slug).toBe("a-bridge");
  expect(story.publishedAt).toBe(Date.parse("2026-06-09T07:10Z"));
  expect(story.html).toContain("<h2>Two</h2>");
  expect(story.figures[0]?.path).toBe("/paper/b.jpg");
  expect(story.notes).toMatchObject([{ kind: "update", at: Date.parse("2026-06-09T14:05Z") }]);
  expect(story.wordCount).toBe(2);
});

it("keeps scripts of every kind as text or out", () => {
  const { html } = read(
    "---\nheadline: x\n---\n<script>alert(1)</script>\n\n[a](javascript:alert(1)) <img src=x onerror=alert(1)>\n",
  );
  expect(html).not.toMatch(/<script|<img|href="javascript/i);
});

it("makes slugs in any script", () => {
  expect(read("---\nheadline: «الجسر القديم» يُفتح!\n---\n").slug).toBe("الجسر-القديم-يُفتح");
  expect(read("---\nheadline: پردە کۆنەکە\n---\n").slug).toBe("پردە-کۆنەکە");
  expect(read("---\nheadline: Été à Zürich\n---\n").slug).toBe("ete-a-zurich");
});

it.each([
  ["no front matter", "just text"],
  ["broken YAML", "---\nheadline: [\n---\n"],
  ["no headline", "---\nsection: river\n---\n"],
  ["an unknown field", "---\nheadline: x\nheadlin: y\n---\n"],
  ["a time that is none", "---\nheadline: x\npublished: soon\n---\n"],
])("says what is wrong with %s", (_name, text) => {
  expect(() => read(text)).toThrow(StoryFileError);
});
