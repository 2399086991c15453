import type { Route } from "../../../context.ts";

export const learnerRoutes: readonly Route[] = [];
