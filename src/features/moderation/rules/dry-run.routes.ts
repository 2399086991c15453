import type { Route } from "../../../context.ts";
export const dryRunRoutes: readonly Route[] = [];
