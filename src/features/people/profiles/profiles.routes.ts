import type { Route } from "../../../context.ts";
import { followingRoutes } from "./following.routes.ts";
import { pictureRoutes } from "./picture.routes.ts";
import { personRoutes } from "./profile.routes.ts";
import { settingsRoutes } from "./settings.routes.ts";
import { takeOverRoutes } from "./take-over.routes.ts";

export const profileRoutes: readonly Route[] = [
  ...personRoutes,
  ...settingsRoutes,
  ...followingRoutes,
  ...pictureRoutes,
  ...takeOverRoutes,
];
