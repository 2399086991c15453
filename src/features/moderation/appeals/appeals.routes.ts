import type { Route } from "../../../context.ts";
import { deskAppealRoutes } from "./desk-appeals.routes.ts";
import { mineRoutes } from "./mine.routes.ts";

/** What authors see of decisions about them, and where the desk answers them. */
export const appealRoutes: readonly Route[] = [...mineRoutes, ...deskAppealRoutes];
