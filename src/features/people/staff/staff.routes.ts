import type { Route } from "../../../context.ts";
import { deskRoutes } from "./desk.routes.ts";

export const staffRoutes: readonly Route[] = [...deskRoutes];
