import type { ProblemCode } from "./problems.ts";

/** What a handler gives back; `server.ts` turns it into bytes. */
export type Answer =
  | { kind: "page"; html: string; status?: number }
  | { kind: "text"; type: string; body: string; maxAge?: number }
  | { kind: "file"; type: string; body: Buffer; maxAge: number }
  | { kind: "redirect"; to: string; status?: 301 | 303 | 308 }
  | { kind: "problem"; code: ProblemCode };

export const page = (html: string, status = 200): Answer => ({ kind: "page", html, status });
export const redirect = (to: string, status: 301 | 303 | 308 = 303): Answer => ({
  kind: "redirect",
  to,
  status,
});
export const problem = (code: ProblemCode): Answer => ({ kind: "problem", code });
