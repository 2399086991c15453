/**
 * Lets many callers share one run of `work`: every call is answered by a run that began after it, and while one is
 * under way all further callers wait for the one after it. When a run fails, so does every later call: what it should
 * have done may be half done.
 */
export function coalesce(work: () => Promise<void>): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  let coming: Promise<void> | null = null;
  return () => {
    if (coming) return coming;
    coming = last.then(() => {
      coming = null;
      return work();
    });
    last = coming;
    return coming;
  };
}
