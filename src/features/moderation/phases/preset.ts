import { linksOf } from "./links-of.ts";
import type { Phase } from "./phase.ts";
import { finding, hold, pass } from "./verdict.ts";

/** Under a story of a kind at which more than usual is at stake, every comment is read first, and has no links. */
export const preset: Phase = {
  name: "preset",
  version: 1,
  isWithin: true,
  check: ({ preset: kind, author, html, text }) => {
    if (kind === "" || author.kind === "staff") return pass;
    const links = linksOf(html, text);
    const spans = links.flatMap((link) => link.spans);
    return hold(finding(kind), ...(links.length > 0 ? [finding("links", { spans })] : []));
  },
  turnAway: ({ preset: kind, author, html, text }) =>
    kind !== "" && author.kind !== "staff" && linksOf(html, text).length > 0
      ? { field: "text", message: "preset.noLinks" }
      : null,
};
