import { deletingEnded, type Retention } from "../privacy/retention.ts";
import {
  countAttempts,
  countServers,
  countTokens,
  deleteSomeAttempts,
  deleteSomeServers,
  deleteSomeTokens,
} from "./held.store.ts";

export const connectRetentions: readonly Retention[] = [
  deletingEnded("attempts", null, { deleteSome: deleteSomeAttempts, count: countAttempts }),
  deletingEnded("publisherTokens", null, { deleteSome: deleteSomeTokens, count: countTokens }),
  // Who leaves and comes back finds it; whoever else does is introduced again.
  deletingEnded("servers", { days: 30 }, { deleteSome: deleteSomeServers, count: countServers }),
];
