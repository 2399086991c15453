import type { Route } from "../../../context.ts";

export const wordRoutes: readonly Route[] = [];
