import type { Route } from "../../context.ts";

export const mailRoutes: readonly Route[] = [];
