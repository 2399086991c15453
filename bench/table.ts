/** A number with its unit. */
export interface Figure {
  value: number;
  unit: "requests/s" | "posts/s" | "rows/s" | "ms" | "µs" | "s" | "MB" | "kB" | "queries" | "share";
}

/** One thing that was measured, and what it has to reach. */
export interface Row {
  what: string;
  /** Null: it could not be measured; the notes say why. */
  figure: Figure | null;
  /** What it is measured against; null: `reach` is for the figure itself. */
  baseline: Figure | null;
  reach: { atLeast: number } | { atMost: number };
  /** How it came about: spread, how busy the processes were. */
  notes: readonly string[];
  /** What was wrong with answers. Any of it, and the row has not reached anything. */
  wrong: readonly string[];
}

export interface JudgedRow extends Row {
  ratio: number | null;
  isReached: boolean | null;
}

export function judge(row: Row): JudgedRow {
  const { figure, baseline, reach, wrong } = row;
  const ratio = figure && baseline ? figure.value / baseline.value : null;
  const measured = ratio ?? figure?.value ?? null;
  if (measured === null) return { ...row, ratio, isReached: wrong.length > 0 ? false : null };
  const isEnough = "atLeast" in reach ? measured >= reach.atLeast : measured <= reach.atMost;
  return { ...row, ratio, isReached: isEnough && wrong.length === 0 };
}

const titles = ["what", "figure", "baseline", "ratio", "reach", ""];

export function table(rows: readonly JudgedRow[]): string[] {
  const lines = [titles, ...rows.map(cellsOf)];
  const widths = titles.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines.map((cells) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 || column === 5 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd(),
  );
}

function cellsOf({ what, figure, baseline, ratio, reach, isReached }: JudgedRow): string[] {
  const unit = ratio === null ? ` ${figure?.unit ?? ""}` : "";
  const bound = "atLeast" in reach ? `>= ${reach.atLeast.toFixed(2)}` : `<= ${reach.atMost.toFixed(2)}`;
  return [
    what,
    shown(figure),
    shown(baseline),
    ratio === null ? "" : ratio.toFixed(2),
    `${bound}${unit}`.trimEnd(),
    isReached === null ? "-" : isReached ? "ok" : "NOT REACHED",
  ];
}

function shown(figure: Figure | null): string {
  if (!figure) return "-";
  const { value, unit } = figure;
  return `${value.toFixed(value >= 1000 ? 0 : value >= 100 ? 1 : 2)} ${unit}`;
}
