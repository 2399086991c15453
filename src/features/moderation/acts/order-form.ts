import { z } from "zod";
import { type CommentId, readId } from "../../../platform/lib/ids.ts";

const text = z.string().default("");
const several = z.preprocess(
  (value) => (typeof value === "string" ? [value] : value),
  z.array(z.string()).max(2000).default([]),
);

/** The desk's form, as it comes. */
export const orderForm = z.object({
  id: several,
  /** All that waits in this cluster. */
  cluster: text,
  act: text,
  code: text,
  words: text,
  hidden: text,
  hideMarked: text,
  trust: text,
  until: text,
  target: text,
  past: several,
  slow: text,
  preset: text,
  whom: several,
  /** When the form was made, and what it showed. */
  shown: text,
  seen: text,
  to: text,
  confirmed: text,
});

export type TypedOrder = z.output<typeof orderForm>;

export const emptyOrder: TypedOrder = orderForm.parse({});

export function idsIn({ id }: Pick<TypedOrder, "id">): CommentId[] {
  return id.flatMap((each) => readId<CommentId>(each) ?? []);
}
