import type { en } from "./en.ts";

export const ar: Readonly<Record<keyof typeof en, string>> = {};
