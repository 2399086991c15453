/**
 * Lets things begin one after another, each in a turn of the event loop of its own, so that what came meanwhile is
 * answered between them. The first begins at once. With SQLite a page is made without a pause from its first query on.
 */
export class OneATurn {
  private last: Promise<void> | null = null;

  async begin<T>(thing: () => Promise<T>): Promise<T> {
    const before = this.last;
    const after = (before ?? Promise.resolve()).then(nextTurn);
    this.last = after;
    void after.then(() => {
      if (this.last === after) this.last = null;
    });
    if (before) await before;
    return thing();
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
