import type { Route } from "../../../context.ts";

export const outsideRoutes: readonly Route[] = [];
