import type { z } from "zod";
import type { Answer, Slotted } from "./answer.ts";

/**
 * Who may call a route. "anyone": it changes nothing. "writer": it changes something, so the request has to come
 * from our own pages, and a reader without a device cookie gets one. "program": it changes something too, and is sent
 * as JSON, by a program or a page of an origin that the site allows. "member": whoever is signed in, reading or
 * changing, the latter from our own pages. `{ may }`: staff whose role allows it, as for members. "link": whoever holds a
 * link that we signed and sent, reading or changing; the link is all that counts, not where the request comes from, since
 * mail programs send it by themselves (RFC 8058).
 */
export type Access = "anyone" | "writer" | "program" | "member" | "link" | { may: string };

/** Whether a request to such a route has to come from our own pages when it changes something. */
export function isFromOwnPages(access: Access): boolean {
  return access !== "anyone" && access !== "program" && access !== "link";
}

/** A request as handlers see it. `World` is what the application knows of it: site, reader, context. */
export interface Incoming<World, Input = unknown> {
  world: World;
  input: Input;
  /** Path and query within the site. */
  url: string;
  /** The browser's script asks for the changed piece only, not for a whole page. */
  wantsFragment: boolean;
}

/** A route as data. Access, limit and input stand beside the handler, so that a test can list them. */
export interface Route<World> {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below `/api/` everything is JSON: see programs.ts. */
  path: string;
  access: Access;
  /** Requests a minute from one network; absent: no limit of its own. */
  limit?: number;
  /**
   * Requests a day from one network about one thing (the same parameters in the path). It holds against somebody who
   * comes as a new device each time, and leaves room for a house or school with one address.
   */
  limitPerThing?: number;
  /** The path of the route with which `limitPerThing` is shared: another door to the same act. */
  countsAs?: string;
  /** It takes a form with a file (multipart/form-data): see file-form.ts. */
  takesFile?: true;
  /** Checks and shapes `{ params, query, headers, body }`; what it refuses is a bad request. */
  input: z.ZodType;
  /** Done for every request, also when the answer is kept: remembering how the reader wants to see things. */
  prepare?(incoming: Incoming<World>): void;
  /** The answer is the same for all readers who are nobody in particular: it is kept for them. */
  shared?: true;
  /**
   * The same page with slots: for readers of whom something is known, kept once for all of them. It is asked as somebody
   * of whom nothing is known but the audience that they belong to. Absent: such readers are answered by `handle`.
   */
  personal?(incoming: Incoming<World>): Promise<Answer | Slotted<World>>;
  handle(incoming: Incoming<World>): Promise<Answer>;
}

/** Gives the function that declares routes of one world: their handlers see what their input schemas give. */
export function routesOf<World, Permission extends string>() {
  return <Schema extends z.ZodType>(
    route: Omit<Route<World>, "handle" | "input" | "prepare" | "personal" | "access"> & {
      access: Exclude<Access, object> | { may: Permission };
      input: Schema;
      prepare?(incoming: Incoming<World, z.output<Schema>>): void;
      personal?(incoming: Incoming<World, z.output<Schema>>): Promise<Answer | Slotted<World>>;
      handle(incoming: Incoming<World, z.output<Schema>>): Promise<Answer>;
    },
  ): Route<World> => {
    // The server parses with this very schema before it calls either.
    const read = (incoming: Incoming<World>) => ({ ...incoming, input: incoming.input as z.output<Schema> });
    const { personal, ...rest } = route;
    return {
      ...rest,
      prepare: (incoming) => route.prepare?.(read(incoming)),
      ...(personal ? { personal: (incoming) => personal(read(incoming)) } : {}),
      handle: (incoming) => route.handle(read(incoming)),
    };
  };
}
