/** What becomes of each tag in a story. What is not listed is removed and its text kept. */

export type StoryRule =
  /** Formatting, under its own or another name. */
  | { do: "format"; tag: string }
  /** Parts paragraphs and says nothing else. */
  | { do: "part" }
  /** Makes one line of another kind than a paragraph. */
  | { do: "line"; tag: string }
  | { do: "block"; tag: string }
  | { do: "drop"; mend?: "script" | "form" }
  | { do: "player" };

const rules = new Map<string, StoryRule>();

function each(names: string, rule: (name: string) => StoryRule): void {
  for (const name of names.split(" ")) rules.set(name, rule(name));
}

each("cite em strong b i code kbd sub sup s del ins small q abbr", (tag) => ({ do: "format", tag }));
each("strike", () => ({ do: "format", tag: "s" }));
each("tt samp", () => ({ do: "format", tag: "code" }));
each("var dfn", () => ({ do: "format", tag: "em" }));
each("acronym", () => ({ do: "format", tag: "abbr" }));
each(
  "p div section article main header footer aside address nav hgroup center details figure figcaption fieldset",
  () => ({
    do: "part",
  }),
);
each("legend body html colgroup", () => ({ do: "part" }));
each("h1 h2 h3 h4 h5 h6 pre dt caption", (tag) => ({ do: "line", tag }));
each("summary", () => ({ do: "line", tag: "p" }));
each("blockquote ul ol li dl dd table thead tbody tfoot tr td th", (tag) => ({ do: "block", tag }));
each("menu dir", () => ({ do: "block", tag: "ul" }));
each("script style", () => ({ do: "drop", mend: "script" }));
each("form input button select textarea option label", () => ({ do: "drop", mend: "form" }));
each("noscript svg math template head title meta link base applet canvas map area frame frameset", () => ({
  do: "drop",
}));
each("iframe object embed video audio", () => ({ do: "player" }));

export function storyRule(name: string): StoryRule | undefined {
  return rules.get(name);
}

function span(text: string | undefined): Record<string, string> {
  return /^(?:[2-9]|[1-9]\d)$/.test(text ?? "") ? { found: text ?? "" } : {};
}

/** The few attributes that carry meaning. */
export function keptAttributes(tag: string, from: Readonly<Record<string, string>>): Record<string, string> {
  if (tag === "abbr" && from["title"]) return { title: from["title"] };
  if (tag === "ol" && /^\d{1,5}$/.test(from["start"] ?? "") && from["start"] !== "1")
    return { start: from["start"] ?? "" };
  if (tag !== "td" && tag !== "th") return {};
  const { found: colspan } = span(from["colspan"]);
  const { found: rowspan } = span(from["rowspan"]);
  return { ...(colspan ? { colspan } : {}), ...(rowspan ? { rowspan } : {}) };
}
