import type { Catalogue } from "../locale.ts";
import { en } from "./en.ts";

export const ckb: Catalogue = en;
