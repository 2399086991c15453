import type { z } from "zod";
import { type Route, route, type World } from "../../context.ts";
import type { Answer } from "../../platform/http/answer.ts";
import type { Incoming } from "../../platform/http/route.ts";
import { variesForPrograms } from "../../platform/http/programs.ts";

/** Where every address of the API begins. */
export const apiPath = "/api/v1";

type Input = z.ZodObject<{
  params?: z.ZodObject;
  query?: z.ZodObject;
  headers?: z.ZodObject;
  body?: z.ZodObject;
}>;

/** One answer of an operation that isn't a problem. */
export interface About {
  description: string;
  /** Absent: it has no body. */
  shape?: z.ZodType;
  headers?: readonly string[];
}

/** What can be asked of the API: a route, and what the description says of it. */
export interface Operation {
  route: Route;
  id: string;
  summary: string;
  description: string;
  input: Input;
  answers: Readonly<Record<number, About>>;
}

type Declared<Schema extends Input> = Pick<Route, "limit" | "limitPerThing" | "countsAs" | "shared"> &
  Omit<Operation, "route" | "input"> & {
    method: Route["method"];
    /** Below `apiPath`. */
    path: string;
    input: Schema;
    handle(incoming: Incoming<World, z.output<Schema>>): Promise<Answer>;
  };

/** Declares an operation. What reads is for anyone, what changes something for programs. */
export function operation<Schema extends Input>(declared: Declared<Schema>): Operation {
  const { id, summary, description, answers, input, path, ...rest } = declared;
  const access = declared.method === "GET" ? "anyone" : "program";
  return {
    route: route({ ...rest, input, path: `${apiPath}${path}`, access }),
    id,
    summary,
    description,
    input,
    answers,
  };
}

/** What a kept answer shows, and what it depends on. */
export function shown(shows: readonly string[], until?: number) {
  return { shown: { shows, until, varies: variesForPrograms } };
}
