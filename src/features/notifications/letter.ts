/** What a mail says, before it is text or HTML. */
export interface Letter {
  subject: string;
  /** What many programs show beside the subject. */
  preview: string;
  heading: string;
  blocks: readonly Block[];
  /** Why it comes, and what one can do about it. */
  why: string;
  links: readonly { label: string; href: string }[];
}

export type Block =
  | { is: "text"; text: string }
  /** The one thing to do. */
  | { is: "button"; label: string; href: string }
  | { is: "link"; label: string; href: string }
  /** The story that what follows is about. */
  | { is: "story"; headline: string; href: string }
  /** A reader's words. */
  | {
      is: "saying";
      byline: string;
      text: string;
      answers: string | null;
      link: { label: string; href: string } | null;
    };

/** Where and in which language a letter is written. */
export interface Paper {
  site: string;
  language: string;
  direction: "ltr" | "rtl";
}

// Unicode's isolates: around what comes from outside, so that a name of another direction doesn't turn its sentence.
const isolates = /[\u2066-\u2069]/g;

/** A name or headline, to stand in a sentence. */
export function isolated(text: string): string {
  return `\u2068${text.replace(isolates, "")}\u2069`;
}

/** A text for where isolates can't stand: headers, plain text. Line breaks and other controls become spaces. */
export function plainLine(text: string): string {
  return text
    .replace(isolates, "")
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim();
}
