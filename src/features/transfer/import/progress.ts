/** Where an import stands. */
export interface Progress {
  phase: "survey" | "import" | "pictures";
  bytes: number;
  totalBytes: number;
  stories: number;
  comments: number;
  /** Of `phase` "pictures". */
  fetched: number;
  failed: number;
}

export interface ProgressLines {
  /** The line to show for `progress` now, or null when it is too early for another. */
  next(progress: Progress): string | null;
}

interface Mark {
  phase: Progress["phase"];
  at: number;
  bytes: number;
  comments: number;
}

/**
 * Turns where an import stands into lines: how far, how fast, how long still. A line comes at most every `every`
 * milliseconds.
 */
export function progressLines(now: () => number, every: number): ProgressLines {
  let start: Mark | null = null;
  let last = now();
  return {
    next(progress) {
      if (start?.phase !== progress.phase) {
        start = { phase: progress.phase, at: now(), bytes: progress.bytes, comments: progress.comments };
      }
      if (now() - last < every) return null;
      last = now();
      return lineOf(progress, start, (now() - start.at) / 1000);
    },
  };
}

function lineOf(progress: Progress, start: Mark, seconds: number): string {
  const { bytes, totalBytes } = progress;
  if (progress.phase === "pictures") {
    return `Pictures: ${number(progress.fetched)} fetched, ${number(progress.failed)} not to be had`;
  }
  const percent = `${Math.min(100, Math.floor((bytes / Math.max(1, totalBytes)) * 100))}%`.padStart(4);
  const done = bytes - start.bytes;
  const speed = done / Math.max(seconds, 0.001);
  const left = done > 0 && seconds > 1 ? `, ${duration((totalBytes - bytes) / speed)} left` : "";
  const mb = `${(speed / 1e6).toFixed(1)} MB/s`;
  if (progress.phase === "survey") return `Looking through the file:${percent}  ${mb}${left}`;
  const rate = number(Math.round((progress.comments - start.comments) / Math.max(seconds, 0.001)));
  const counts = `${number(progress.stories)} stories, ${number(progress.comments)} comments`;
  return `Importing:${percent}  ${counts}  ${rate} comments/s, ${mb}${left}`;
}

const formatter = new Intl.NumberFormat("en-GB");

export function number(value: number): string {
  return formatter.format(value);
}

/** "40 s", "3 min 20 s", "1 h 5 min" */
export function duration(seconds: number): string {
  if (seconds < 10) return `${Math.max(seconds, 0).toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
