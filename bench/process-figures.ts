import { readFileSync } from "node:fs";

/** Ticks of a second in which Linux counts a process's time: fixed for programs, whatever the kernel's own. */
const ticks = 100;

/** Seconds that a process has computed for, all threads together; null where the system doesn't say. */
export function cpuSeconds(pid: number): number | null {
  const text = read(`/proc/${pid}/stat`);
  // The name, which may hold anything, stands in brackets before the figures. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
  const figures = text?.slice(text.lastIndexOf(")") + 2).split(" ");
  return figures ? (Number(figures[11]) + Number(figures[12])) / ticks : null;
}

/** What a process has in memory, in MB (10^6 bytes); null where the system doesn't say. */
export function residentMegabytes(pid: number): number | null {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`) ?? "")?.[1];
  return kibibytes === undefined ? null : (Number(kibibytes) * 1024) / 1e6;
}

function read(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
