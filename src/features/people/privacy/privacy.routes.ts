import type { Route } from "../../../context.ts";

export const privacyRoutes: readonly Route[] = [];
