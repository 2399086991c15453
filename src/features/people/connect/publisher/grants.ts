import { z } from "zod";

/** What a publisher can make of its readers: never an admin. */
export const grantable = z.enum(["reporter", "moderator", "editor"]);

/** What a publisher says of a reader beside who they are. Null: it says nothing, and all stays as it is. */
export const grants = z.object({
  isSubscriber: z.boolean().nullable(),
  role: z.union([grantable, z.literal("none")]).nullable(),
});
export type Grants = z.output<typeof grants>;
