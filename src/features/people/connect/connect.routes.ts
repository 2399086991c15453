import type { Route } from "../../../context.ts";

export const connectRoutes: readonly Route[] = [];
