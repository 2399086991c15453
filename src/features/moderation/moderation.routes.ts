import type { Route } from "../../context.ts";
import { queueRoutes } from "./queue/queue.routes.ts";
import { actRoutes } from "./acts/acts.routes.ts";
import { decidedRoutes } from "./acts/decided.routes.ts";
import { ruleRoutes } from "./rules/rules.routes.ts";
import { wordRoutes } from "./words/words.routes.ts";
import { learnerRoutes } from "./learner/learner.routes.ts";
import { appealRoutes } from "./appeals/appeals.routes.ts";
import { lawRoutes } from "./law/law.routes.ts";
import { overviewRoutes } from "./overview/overview.routes.ts";
import { scanRoutes } from "./scan/scan.routes.ts";
import { outsideRoutes } from "./outside/outside.routes.ts";

/** Everything at which comments are moderated, appealed and told of. */
export const moderationRoutes: readonly Route[] = [
  ...queueRoutes,
  ...actRoutes,
  ...decidedRoutes,
  ...ruleRoutes,
  ...wordRoutes,
  ...learnerRoutes,
  ...appealRoutes,
  ...lawRoutes,
  ...overviewRoutes,
  ...outsideRoutes,
  ...scanRoutes,
];
