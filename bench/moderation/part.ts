import type { Row } from "../table.ts";

/** What every part is given. */
export interface Setting {
  /** An empty folder of its own, removed afterwards. */
  folder: string;
  /** Where sets of comments lie that people have labelled; null: this machine has none. */
  labelled: string | null;
  runs: number;
  print(line: string): void;
}

/** Something that is measured. What can't be, for want of labelled comments, says so in a row without a figure. */
export interface Part {
  name: string;
  measure(setting: Setting): Promise<Row[]>;
}
