import type { Route } from "../../../context.ts";

export const overviewRoutes: readonly Route[] = [];
