import type { JSX } from "preact";
import { expect, it } from "vitest";
import { Fragments } from "./fragments.ts";
import { renderPage } from "./render.ts";
import { type Places, Slots, slot } from "./slots.ts";

interface Reader {
  name: string;
}

const nobody: Reader = { name: "" };

function Greeting({ reader, slots }: { reader: Reader; slots: Places<Reader> | undefined }): JSX.Element {
  return (
    <p>
      {slot(slots, reader, {
        theirs: ({ name }) => (name === "" ? null : <b>Good day, {name}</b>),
        everybody: () => <a href="/sign-in">Sign in</a>,
      })}
    </p>
  );
}

function joined(
  { texts, slots }: ReturnType<Slots<Reader>["cut"]>,
  filled: readonly (string | null)[],
): string {
  return texts
    .map((text, at) => (at % 2 === 0 ? text : (filled[slots[(at - 1) / 2]?.number ?? -1] ?? text)))
    .join("");
}

it("a page with slots, filled for a reader, is the page rendered for them", () => {
  const page = (reader: Reader, slots?: Places<Reader>) => (
    <main>
      {[1, 2, 3].map((n) => (
        <Greeting key={n} reader={reader} slots={slots} />
      ))}
    </main>
  );
  const slots = new Slots<Reader>();
  const cut = slots.cut(renderPage(page(nobody, slots)));
  for (const reader of [nobody, { name: "Nan" }, { name: `"<b>&\u0001slot-` }])
    expect(joined(cut, slots.fill(reader))).toBe(renderPage(page(reader)));
  expect(cut.texts.join("")).toBe(renderPage(page(nobody)));
});

it("nothing that somebody writes is taken for a slot", () => {
  const slots = new Slots<Reader>();
  const marks = new Slots<Reader>().place({ theirs: () => null, everybody: () => <i>stolen</i> });
  const hostile = `\u0001slot-0\u0001 \u0001slot-AAAAAAAAAAAAAAAA-AAAAAAAA-0\u0001 \u0001`;
  const html = renderPage(
    <div title={hostile}>
      {hostile}
      <Greeting reader={nobody} slots={slots} />
    </div>,
  );
  const { texts } = slots.cut(html);
  expect(texts).toHaveLength(3);
  expect(texts[0]).toContain(hostile);
  // Marks of another page would be noticed, should they ever get here.
  expect(() => new Slots<Reader>().cut(renderPage(marks))).toThrow(/don't fit/);
});

it("a slot in a slot, in a fragment, or rendered twice is noticed at once", () => {
  const slots = new Slots<Reader>();
  const inner = () => <Greeting reader={nobody} slots={slots} />;
  expect(() => slots.place({ theirs: () => null, everybody: inner })).toThrow(/stands in another/);
  expect(() => new Fragments(1000).get("greeting", [], inner)).toThrow(/holds a slot/);
  const twice = slots.place({ theirs: () => null, everybody: () => null });
  expect(() =>
    slots.cut(
      renderPage(
        <p>
          {twice}
          {twice}
        </p>,
      ),
    ),
  ).toThrow(/don't fit/);
});
