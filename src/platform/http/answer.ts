import type { ProblemCode } from "./problems.ts";

/** What a handler gives back; `server.ts` turns it into bytes. */
export type Answer =
  | { kind: "page"; html: string; status?: number }
  | { kind: "text"; type: string; body: string; maxAge?: number }
  | { kind: "file"; type: string; body: Buffer; maxAge: number }
  | { kind: "redirect"; to: string; status?: 301 | 303 | 308 }
  | { kind: "problem"; code: ProblemCode };

export const page = (html: string, status = 200): Answer => ({ kind: "page", html, status });
/** Leads to another path of the site, and never away from it: browsers take `//host` and `/\\host` for other hosts. */
export const redirect = (to: string, status: 301 | 303 | 308 = 303): Answer => ({
  kind: "redirect",
  to: `/${to.replace(/^[\s/\\]+/, "")}`,
  status,
});
export const problem = (code: ProblemCode): Answer => ({ kind: "problem", code });
