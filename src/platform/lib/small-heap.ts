import { setFlagsFromString } from "node:v8";

/**
 * Lets this process take little memory for good, at a few per cent of its speed: for a command that works through much
 * and keeps little. V8 would let the heap grow to several times what is alive in it. Both flags are looked at whenever
 * the heap grows, so they can be set while it runs.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=100");
}

/**
 * Ends what `bin/belowline.js` begins while the program is loaded: from now on the heap grows with the load, and old
 * memory is collected when it has grown by two fifths instead of to a multiple.
 */
export function letHeapGrow(): void {
  setFlagsFromString("--semi-space-growth-factor=2");
  setFlagsFromString("--heap-growing-percent=40");
}
