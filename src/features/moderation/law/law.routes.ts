import type { Route } from "../../../context.ts";

export const lawRoutes: readonly Route[] = [];
