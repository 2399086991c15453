import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

/**
 * Lets this process take little memory for good, at a few per cent of its speed: for a command that works through much
 * and keeps little. V8 would let the heap grow to several times what is alive in it. Both flags are looked at whenever
 * the heap grows, so they can be set while it runs.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=100");
}

/** As much memory for what is young as a busy server makes use of; V8 would take three times as much. */
const enoughForYoung = 12 * 1024 * 1024;
const lookEvery = 250;

/**
 * Ends what `bin/belowline.js` begins while the program is loaded: from now on the heap grows with the load, up to what
 * is of use, and old memory is collected when it has grown by half instead of to a multiple.
 */
export function letHeapGrow(): void {
  setFlagsFromString("--heap-growing-percent=50");
  let factor = 1;
  // Again and again, since an idle process gives that memory back.
  setInterval(() => {
    const young = getHeapSpaceStatistics().find((space) => space.space_name === "new_space");
    const wanted = (young?.space_size ?? 0) < enoughForYoung ? 2 : 1;
    if (wanted !== factor) setFlagsFromString(`--semi-space-growth-factor=${wanted}`);
    factor = wanted;
  }, lookEvery).unref();
}
