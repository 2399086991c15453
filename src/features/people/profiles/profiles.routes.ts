import type { Route } from "../../../context.ts";

export const profileRoutes: readonly Route[] = [];
