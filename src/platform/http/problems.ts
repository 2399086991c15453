import type { MessageId } from "../html/locale.ts";

/** Every way in which a request can fail: its HTTP status (RFC 9110) and what the reader is told. */
export const problems = {
  notFound: { status: 404, title: "problem.notFound", about: "problem.notFound.about" },
  badRequest: { status: 400, title: "problem.badRequest", about: "problem.badRequest.about" },
  crossSite: { status: 403, title: "problem.crossSite", about: "problem.crossSite.about" },
  forbidden: { status: 403, title: "problem.forbidden", about: "problem.forbidden.about" },
  tooLarge: { status: 413, title: "problem.tooLarge", about: "problem.tooLarge.about" },
  wrongType: { status: 415, title: "problem.badRequest", about: "problem.badRequest.about" },
  tooMany: { status: 429, title: "problem.tooMany", about: "problem.tooMany.about" },
  failed: { status: 500, title: "problem.failed", about: "problem.failed.about" },
} as const satisfies Record<string, { status: number; title: MessageId; about: MessageId }>;

export type ProblemCode = keyof typeof problems;
