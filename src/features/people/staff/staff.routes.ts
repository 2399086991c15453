import type { Route } from "../../../context.ts";

export const staffRoutes: readonly Route[] = [];
