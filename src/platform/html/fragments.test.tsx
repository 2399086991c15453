import { renderToString } from "preact-render-to-string";
import { expect, it } from "vitest";
import { Fragments } from "./fragments.ts";

function counting(limit = 100_000) {
  const fragments = new Fragments(limit);
  let made = 0;
  const get = (name: string, ...stamp: unknown[]) =>
    renderToString(
      <ol>
        {fragments.get(name, stamp, () => (
          <li title={'"<'}>
            {name} {++made}
          </li>
        ))}
      </ol>,
    );
  return { get, made: () => made };
}

it("renders a piece once per version, and joins it into a page as it is", () => {
  const { get, made } = counting();
  const first = get("a", 1, "x");
  expect(first).toBe('<ol><li title="&quot;&lt;">a 1</li></ol>');
  expect(get("a", 1, "x")).toBe(first);
  expect(made()).toBe(1);
  for (const stamp of [[2, "x"], [2, "y"], [2], [2, "y"], [2, null], [2, undefined]]) get("a", ...stamp);
  expect(made()).toBe(7);
});

it("stays within its characters and keeps what is used", () => {
  const { get } = counting(2000);
  const first = get("often", 1);
  for (let n = 0; n < 50; n++) {
    get(`once ${n}`, 1);
    expect(get("often", 1)).toBe(first);
  }
  expect(get("once 0", 1)).toContain("52");
});
