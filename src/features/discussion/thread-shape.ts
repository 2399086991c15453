/** Comments that a node of level 1 of a counted tree holds at most (thread-index.ts); shorter lists have no tree. */
export const nodeLimit = 256;

/** How many times as many a node of the next level holds. */
export const fanOut = 64;

/** From 1, the lowest. */
export const levels: readonly number[] = [1, 2, 3];
