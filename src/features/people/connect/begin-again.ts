const times = 4;

/**
 * Does something in a transaction of its own, and does it again when it throws: two at once can meet at an account, an
 * address or a handle. Whoever comes second begins anew, and finds what the first one wrote.
 */
export async function beginAgain<T>(work: () => Promise<T>): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await work();
    } catch (error) {
      if (n === times) throw error;
    }
  }
}

/** Thrown in such a transaction to undo it: somebody else was faster. */
export class Overtaken extends Error {
  override name = "Overtaken";
}
