import type { Route } from "../../../context.ts";

export const queueRoutes: readonly Route[] = [];
