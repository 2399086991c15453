import type { Route } from "../../../context.ts";
import { noticeRoutes } from "./notice.routes.ts";
import { statementRoutes } from "./statement.routes.ts";

export const lawRoutes: readonly Route[] = [...statementRoutes, ...noticeRoutes];
