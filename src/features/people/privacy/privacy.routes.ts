import type { Route } from "../../../context.ts";
import { deskPrivacyRoutes } from "./desk-privacy.routes.ts";
import { myDataRoutes } from "./my-data.routes.ts";

export const privacyRoutes: readonly Route[] = [...myDataRoutes, ...deskPrivacyRoutes];
