import type { MessageId } from "../html/locale.ts";

/** Every way in which a request can fail: its HTTP status (RFC 9110) and what the reader is told. */
export const problems = {
  notFound: { status: 404, title: "problem.notFound", about: "problem.notFound.about" },
  badRequest: { status: 400, title: "problem.badRequest", about: "problem.badRequest.about" },
  crossSite: { status: 403, title: "problem.crossSite", about: "problem.crossSite.about" },
  forbidden: { status: 403, title: "problem.forbidden", about: "problem.forbidden.about" },
  /** Of the staff, but not for this; or not of the staff. */
  role: { status: 403, title: "problem.role", about: "problem.role.about" },
  signIn: { status: 401, title: "problem.signIn", about: "problem.signIn.about" },
  tooLarge: { status: 413, title: "problem.tooLarge", about: "problem.tooLarge.about" },
  wrongMethod: { status: 405, title: "problem.wrongMethod", about: "problem.wrongMethod.about" },
  wrongType: { status: 415, title: "problem.badRequest", about: "problem.badRequest.about" },
  refused: { status: 422, title: "problem.refused", about: "problem.refused.about" },
  /** Not posted yet: it would wait for somebody of the desk, and can be changed or sent all the same. */
  wouldWait: { status: 409, title: "problem.wouldWait", about: "problem.wouldWait.about" },
  tooMany: { status: 429, title: "problem.tooMany", about: "problem.tooMany.about" },
  failed: { status: 500, title: "problem.failed", about: "problem.failed.about" },
} as const satisfies Record<string, { status: number; title: MessageId; about: MessageId }>;

export type ProblemCode = keyof typeof problems;

/** What is wrong with one field of what was sent. */
export interface FieldError {
  field: string;
  /** For programs: it stays when the words change. */
  code: string;
  message: string;
}

/** A request that failed, and all that whoever sent it can use to mend it. */
export interface Problem {
  code: ProblemCode;
  errors?: readonly FieldError[];
  /** Seconds after which it may go through. */
  retryAfter?: number;
}
