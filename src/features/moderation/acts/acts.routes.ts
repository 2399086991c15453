import type { Route } from "../../../context.ts";

export const actRoutes: readonly Route[] = [];
