import type { Route } from "../../../context.ts";

export const ruleRoutes: readonly Route[] = [];
