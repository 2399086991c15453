import type { Route } from "../../../context.ts";

export const secondFactorRoutes: readonly Route[] = [];
