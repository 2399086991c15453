import type { Route } from "../../../context.ts";

export const appealRoutes: readonly Route[] = [];
