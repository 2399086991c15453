import type { en } from "./en.ts";

export const ckb: Record<keyof typeof en, string> = {};
