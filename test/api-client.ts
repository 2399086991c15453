import type { LightMyRequestResponse } from "fastify";
import { expect } from "vitest";
import { z } from "zod";
import { type CommentShape, problemShape } from "../src/features/api/answer-shapes.ts";
import { operations } from "../src/features/api/api.routes.ts";
import type { Operation } from "../src/features/api/operation.ts";
import type { MadeSite } from "./factories.ts";
import type { TestApp } from "./harness.ts";

export interface Call {
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is. */
  payload?: string;
}

/** The operation that a method and a path below `/api/v1` mean. */
export function operationAt(method: string, path: string): Operation | undefined {
  const address = `/api/v1${path.split("?", 1)[0]}`;
  return operations.find(
    ({ route }) =>
      route.method === method && new RegExp(`^${route.path.replaceAll(/:\w+/g, "[^/]+")}$`).test(address),
  );
}

const reading = [304, 400, 404, 429, 431, 500];
const writing = [400, 403, 404, 413, 415, 422, 429, 431, 500];
/** What would wait for a moderator is told of first, where a paper wants that. */
const posting = [...writing, 409];

/** Checks that an answer is one that the description has, down to its fields. */
export function expectAsDescribed(operation: Operation, answer: LightMyRequestResponse): void {
  const { statusCode, headers, body } = answer;
  const about = operation.answers[statusCode];
  const what = `${operation.id} ${statusCode} ${body.slice(0, 300)}`;
  if (about || statusCode === 304) {
    if (about?.shape) about.shape.parse(JSON.parse(body));
    else expect(body, what).toBe("");
    expect(headers["content-type"], what).toBe(about?.shape && "application/json; charset=utf-8");
    return;
  }
  const may = operation.id === "postComment" ? posting : writing;
  expect(operation.route.method === "GET" ? reading : may, what).toContain(statusCode);
  expect(headers["content-type"], what).toBe("application/problem+json; charset=utf-8");
  expect(problemShape.parse(JSON.parse(body)).status).toBe(statusCode);
}

/** A program that asks one site, and checks every answer against the description. */
export function programOf(app: TestApp, site: MadeSite) {
  return async (method: "GET" | "POST" | "PATCH" | "DELETE", path: string, call: Call = {}) => {
    const payload = call.payload ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
    const answer = await app.fastify.inject({
      method,
      url: `${site.prefix}/api/v1${path}`,
      headers: { ...(payload === undefined ? {} : { "content-type": "application/json" }), ...call.headers },
      ...(payload === undefined ? {} : { payload }),
    });
    const operation = operationAt(method, path);
    if (!operation) throw new Error(`${method} ${path} is no operation`);
    expectAsDescribed(operation, answer);
    return answer;
  };
}

type Program = ReturnType<typeof programOf>;

const list = z.object({ items: z.array(z.looseObject({ id: z.number() })), next: z.string().nullable() });

/** Follows `next` from `path` to the end. `between` is done after each part of the list. */
export async function walk(
  program: Program,
  path: string,
  between: () => Promise<unknown> = async () => {},
): Promise<number[]> {
  const ids: number[] = [];
  const ask = path.includes("?") ? "&" : "?";
  let cursor: string | null = "";
  while (cursor !== null) {
    const answer = await program("GET", cursor ? `${path}${ask}cursor=${cursor}` : path);
    const { items, next } = list.parse(answer.json());
    ids.push(...items.map(({ id }) => id));
    cursor = next;
    await between();
  }
  return ids;
}

/** Posts a comment, and gives it with the token of its device. */
export async function postAsProgram(
  program: Program,
  story: number | string,
  body: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<{ comment: CommentShape; device: string }> {
  const answer = await program("POST", `/stories/${story}/comments`, { body, headers });
  expect(answer.statusCode, answer.body).toBe(201);
  return { comment: answer.json(), device: String(answer.headers["belowline-device"] ?? "") };
}
