import { createHmac } from "node:crypto";
import { z } from "zod";
import type { Sent } from "../../../platform/lib/safe-fetch.ts";
import { assertNever } from "../../../platform/lib/assert-never.ts";
import type { Asked, Classifier, ClassifierKind, Opinion } from "./classifier.ts";

/** What is sent to a service. `at`: milliseconds since 1970. */
export function questionFor(
  { kind, model }: Pick<Classifier, "kind" | "model">,
  secret: string,
  asked: Asked,
  at: number,
): Required<Sent> {
  switch (kind) {
    case "openai":
      return json(
        { ...(model === "" ? {} : { model }), input: asked.text },
        { authorization: `Bearer ${secret}` },
      );
    case "akismet":
      return akismetQuestion(model, secret, asked);
    case "hook":
      return hookQuestion({ ...asked, ...(model === "" ? {} : { model }) }, secret, at);
    default:
      return assertNever(kind);
  }
}

function json(value: unknown, headers: Record<string, string>): Required<Sent> {
  return {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(value),
  };
}

function akismetQuestion(blog: string, secret: string, { text, language }: Asked): Required<Sent> {
  const fields = new URLSearchParams({
    api_key: secret,
    blog,
    // Its protocol wants an address, and we have none: this one is set aside for examples. RFC 5737.
    user_ip: "192.0.2.1",
    comment_type: "comment",
    comment_content: text,
    blog_lang: language,
    blog_charset: "UTF-8",
  });
  return {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: fields.toString(),
  };
}

/** Signed as webhooks commonly are: HMAC-SHA-256 (RFC 2104) over the time in seconds, a dot, and the body. */
function hookQuestion(value: unknown, secret: string, at: number): Required<Sent> {
  const sent = json(value, {});
  const seconds = Math.floor(at / 1000);
  const signature = createHmac("sha256", secret).update(`${seconds}.${sent.body}`).digest("hex");
  return { ...sent, headers: { ...sent.headers, "x-belowline-signature": `t=${seconds},v1=${signature}` } };
}

const score = z.number().min(0).max(1);
const openaiAnswer = z.object({
  model: z.string().max(200).default(""),
  results: z
    .array(
      z.object({
        flagged: z.boolean().default(false),
        category_scores: z.record(z.string(), score).default({}),
      }),
    )
    .min(1),
});
const hookAnswer = z.object({
  score,
  label: z.string().max(100).default(""),
  version: z.string().max(100).default(""),
});

/** What an answer says; null: it says nothing that makes sense. */
export function opinionIn(kind: ClassifierKind, body: string): Opinion | null {
  switch (kind) {
    case "openai":
      return openaiOpinion(parsed(body));
    case "akismet":
      return body.trim() === "true" || body.trim() === "false"
        ? {
            score: body.trim() === "true" ? 1 : 0,
            label: body.trim() === "true" ? "spam" : "",
            version: "1.1",
          }
        : null;
    case "hook": {
      const read = hookAnswer.safeParse(parsed(body));
      return read.success ? read.data : null;
    }
    default:
      return assertNever(kind);
  }
}

function openaiOpinion(value: unknown): Opinion | null {
  const read = openaiAnswer.safeParse(value);
  if (!read.success) return null;
  const version = read.data.model;
  const found = read.data.results.flatMap(({ category_scores, flagged }) => [
    ...Object.entries(category_scores),
    // A service that only says yes or no.
    ...(Object.keys(category_scores).length === 0 && flagged ? [["flagged", 1] as const] : []),
  ]);
  const [label = "", most = 0] = found.toSorted(([, one], [, other]) => other - one)[0] ?? [];
  return { score: most, label: label.slice(0, 100), version };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
