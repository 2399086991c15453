import type { Route } from "../../../../context.ts";

export const publisherRoutes: readonly Route[] = [];
