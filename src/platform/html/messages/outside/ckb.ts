import type { en } from "./en.ts";

export const ckb: Readonly<Record<keyof typeof en, string>> = {};
