import { type SafeHtml, textOfHtml } from "../../../platform/html/safe-html.ts";

/** A paragraph of a story, with what a comment quotes of it in the middle. */
export interface QuotedParagraph {
  before: string;
  quote: string;
  after: string;
}

const fewestLetters = 12;

/** The paragraph of a story from which a comment (Markdown) quotes; null: it quotes nothing of it. */
export function quotedParagraph(text: string, story: SafeHtml): QuotedParagraph | null {
  const quotes = quotesIn(text);
  if (quotes.length === 0) return null;
  const paragraphs = story
    .split(/<\/(?:p|li|h[1-6]|blockquote)>/)
    .map((piece) => folded(textOfHtml(piece)))
    .filter(Boolean);
  for (const quote of quotes) {
    for (const paragraph of paragraphs) {
      const at = paragraph.indexOf(quote);
      if (at >= 0)
        return {
          before: paragraph.slice(0, at),
          quote,
          after: paragraph.slice(at + quote.length),
        };
    }
  }
  return null;
}

function quotesIn(text: string): string[] {
  const lines = text.split("\n").map((line) => /^ {0,3}>\s?(.*)$/.exec(line)?.[1] ?? "\0");
  const quotes = lines.join("\n").split("\0").map(folded);
  return quotes.filter((quote) => quote.length >= fewestLetters);
}

const folded = (text: string) => text.replace(/\s+/gu, " ").trim();
