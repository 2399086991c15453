import type { Locale, MessageId } from "../../platform/html/locale.ts";
import { type Problem, type ProblemCode, problems } from "../../platform/http/problems.ts";
import type { Complaint } from "../discussion/check-comment.ts";
import type { Nudge } from "../moderation/rules/nudge.ts";
import { whyText } from "../moderation/rules/why.ts";
import type { ProblemShape } from "./answer-shapes.ts";

/** Where a page's words don't fit: programs see no pages and fill in no forms. */
const words: Partial<Record<ProblemCode, { title?: MessageId; detail?: MessageId }>> = {
  notFound: { title: "problem.api.notFound" },
  badRequest: { detail: "problem.api.badRequest" },
  crossSite: { detail: "problem.api.crossSite" },
  wrongType: { detail: "problem.api.wrongType" },
};

/** A problem as programs are told of it (RFC 9457). */
export function shapeOfProblem({ message }: Locale, { code, errors }: Problem): ProblemShape {
  const { status, title, about } = problems[code];
  return {
    type: `urn:belowline:problem:${code}`,
    code,
    title: message(words[code]?.title ?? title),
    status,
    detail: message(words[code]?.detail ?? about),
    ...(errors ? { errors: [...errors] } : {}),
  };
}

/** What would have a comment wait: see `sendAnyway`. */
export function nudgeProblem(locale: Locale, nudge: readonly Nudge[]): Problem {
  const errors = nudge.map(({ why }) => ({
    field: "text",
    code: `${why.phase}.${why.code}`,
    message: whyText(locale, why),
  }));
  return { code: "wouldWait", errors };
}

/** What the paper has against a comment. Who wrote too much too fast is told when to come again. */
export function refusal(locale: Locale, complaints: readonly Complaint[]): Problem {
  const errors = complaints.map(({ field, message, values }) => ({
    field: message === "error.parent.gone" ? "parentId" : field,
    code: message.replace("error.", ""),
    message: locale.message(message, values),
  }));
  const wait = complaints.find(({ message }) => message === "error.tooFast")?.values?.["n"];
  return wait === undefined
    ? { code: "refused", errors }
    : { code: "tooMany", errors, retryAfter: Number(wait) };
}
