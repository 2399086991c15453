import type { Catalogue } from "../locale.ts";
import { en } from "./en.ts";

export const ar: Catalogue = en;
