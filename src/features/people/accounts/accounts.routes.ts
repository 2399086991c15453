import type { Route } from "../../../context.ts";

export const accountRoutes: readonly Route[] = [];
