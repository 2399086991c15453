import type { CutPage } from "../html/slots.ts";
import type { Filled } from "./pieced-page.ts";
import type { Problem, ProblemCode } from "./problems.ts";

/** Of an answer that is the same for every anonymous reader: how long it can be kept. */
export interface Shown {
  /** Tags of all that it shows: it is made anew when one of them is told of. */
  shows: readonly string[];
  /** When it says something else although nothing happened: milliseconds since 1970. */
  until?: number | undefined;
  /** Request headers that make another answer of it, beside the cookie: for `Vary`. */
  varies?: readonly string[];
}

/** What a handler gives back; `server.ts` turns it into bytes. */
export type Answer = {
  /** Whole `Set-Cookie` values. An answer with any is for one reader and never kept. */
  cookies?: readonly string[];
} & (
  | { kind: "page"; html: string; status?: number; shown?: Shown }
  | TextAnswer
  | { kind: "file"; type: string; body: Buffer; maxAge: number }
  /** Sent piece by piece, as it is made and as fast as it is taken; the browser keeps it under `name`. */
  | { kind: "download"; type: string; name: string; body: AsyncIterable<Uint8Array> }
  | { kind: "redirect"; to: string; status?: 301 | 303 | 308 }
  /** To another website: only where somebody has just chosen to go there. */
  | { kind: "leave"; to: string }
  | { kind: "nothing" }
  | ({ kind: "problem" } & Problem)
);

/** A page for all readers of whom something is known, with slots for what is theirs. */
export interface Slotted<World> {
  kind: "slotted";
  page: CutPage;
  shown: Shown;
  /** What it shows to one of them. */
  fill(world: World): Promise<Filled>;
}

interface TextAnswer {
  kind: "text";
  type: string;
  body: string;
  /** Seconds; 0: nobody may keep it. */
  maxAge?: number;
  status?: number;
  /** Not sent with what is kept. */
  headers?: Readonly<Record<string, string>>;
  shown?: Shown;
}

export const page = (html: string, status = 200): Answer => ({ kind: "page", html, status });
/** A page that anonymous readers share. */
export const sharedPage = (html: string, shown: Shown): Answer => ({ kind: "page", html, shown });
/** Leads to another path of the site, and never away from it: browsers take `//host` and `/\\host` for other hosts. */
export const redirect = (to: string, status: 301 | 303 | 308 = 303): Answer => ({
  kind: "redirect",
  to: `/${inAscii(to.replace(/^[\s/\\]+/, ""))}`,
  status,
});
/** What a header can't hold, percent-encoded as browsers do it: https://url.spec.whatwg.org/#path-percent-encode-set */
const inAscii = (path: string) => path.toWellFormed().replace(/[^!-~]+/g, encodeURIComponent);
export const problem = (code: ProblemCode, more: Omit<Problem, "code"> = {}): Answer => ({
  kind: "problem",
  code,
  ...more,
});
/** What a program asked for. */
export const json = (
  value: unknown,
  more: Pick<TextAnswer, "status" | "headers" | "shown"> = {},
): Answer => ({
  kind: "text",
  type: "application/json; charset=utf-8",
  body: JSON.stringify(value),
  maxAge: 0,
  ...more,
});
