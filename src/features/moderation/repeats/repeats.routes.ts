import type { Route } from "../../../context.ts";

export const repeatRoutes: readonly Route[] = [];
