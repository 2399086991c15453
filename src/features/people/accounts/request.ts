import { z } from "zod";
import type { MemberId } from "../../../platform/lib/ids.ts";

/** What somebody asks for at an address, whoever has that address. */
export const accountRequest = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("signUp"),
    name: z.string(),
    passwordHash: z.string(),
    device: z.string(),
    language: z.string(),
    to: z.string(),
  }),
  z.object({ kind: z.literal("reset") }),
  z.object({ kind: z.literal("magicLink"), to: z.string() }),
  z.object({ kind: z.literal("newAddress"), memberId: z.string().transform((id) => id as MemberId) }),
]);

export type AccountRequest = z.output<typeof accountRequest>;
