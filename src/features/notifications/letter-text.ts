import { type Block, type Letter, type Paper, plainLine } from "./letter.ts";
import { assertNever } from "../../platform/lib/assert-never.ts";

/** A letter as plain text. */
export function letterText(letter: Letter, paper: Paper): string {
  const links = letter.links.map(({ label, href }) => `${plainLine(label)}:\n${href}`);
  const parts = [
    plainLine(paper.site),
    plainLine(letter.heading),
    ...letter.blocks.map(blockText),
    "-- ",
    plainLine(letter.why),
    ...links,
  ];
  // The mark of a signature has its own line, directly above it: RFC 3676, 4.3.
  return `${parts.join("\n\n").replace("\n\n-- \n\n", "\n\n-- \n")}\n`;
}

function blockText(block: Block): string {
  switch (block.is) {
    case "text":
      return plainLine(block.text);
    case "button":
    case "link":
      return `${plainLine(block.label)}:\n${block.href}`;
    case "story":
      return `* ${plainLine(block.headline)}\n${block.href}`;
    case "saying": {
      const lines = [
        ...(block.answers ? [`> > ${plainLine(block.answers)}`] : []),
        `> ${plainLine(block.text)}`,
        ...(block.link ? [`${plainLine(block.link.label)}: ${block.link.href}`] : []),
      ];
      return [...(block.byline ? [plainLine(block.byline)] : []), ...lines].join("\n");
    }
    default:
      return assertNever(block);
  }
}
