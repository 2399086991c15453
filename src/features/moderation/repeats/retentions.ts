import { type Retention, rowsAtOnce } from "../../people/privacy/retention.ts";
import { countSketches, deleteTexts, sketchesBetween } from "./repeat.store.ts";

export const sketchDays = 30;

/** What comments said is compared for a month at most: see the setting. */
export const repeatRetentions: readonly Retention[] = [
  {
    name: "sketches",
    period: { days: sketchDays },
    forget: async (tx, { from, before }) => {
      const texts = await sketchesBetween(tx, { from, before }, rowsAtOnce);
      await deleteTexts(tx, texts);
      return { count: texts.length, next: texts.length < rowsAtOnce ? null : from };
    },
    count: countSketches,
  },
];
