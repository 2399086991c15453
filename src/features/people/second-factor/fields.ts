import { z } from "zod";

/** A field that was sent once; else it is empty. */
export const text = z.string().max(50_000).catch("");

/** Where somebody wants to go afterwards: `redirect` makes a path of this site of it, whatever it is. */
export const to = z.string().max(2000).catch("/");
