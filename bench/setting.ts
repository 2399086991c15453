import type { Load } from "./load.ts";
import type { Paper } from "./paper.ts";
import type { Server } from "./servers.ts";
import type { Row } from "./table.ts";

/** What every part of the bench works with. */
export interface Setting {
  /** For databases and other files; removed afterwards. */
  folder: string;
  /** What a server is started with. */
  env: Record<string, string>;
  engine: "sqlite" | "postgres";
  paper: Paper;
  load: Load;
  /** How often each thing is done, taking turns with what it is measured against; medians are told. */
  runs: number;
}

/** A part that measures the one server which has gone through all the parts before. */
export type ServerPart = (setting: Setting, server: Server) => Promise<Row[]>;

/** A part that starts its own. */
export type OwnPart = (setting: Setting) => Promise<Row[]>;
