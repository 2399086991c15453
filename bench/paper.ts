/** The newspaper that is measured with: slugs of its stories. */
export interface Paper {
  /** Two stories with fifty comments each: one that is left alone, one that is posted to. */
  fifty: string;
  busy: string;
  /**
   * The lines of cookies of readers who are signed in: some wrote one of the first story's comments, most recommended a
   * few, all have the password `password` and the address `addressOf(n)`.
   */
  members: readonly string[];
  /** With `shortLength` comments each. */
  short: readonly string[];
  /** With none. */
  empty: readonly string[];
  long: {
    slug: string;
    comments: number;
    /** Tops of threads that are shown. */
    tops: number;
    /** Ids of comments from all over it. */
    some: readonly number[];
  };
}

export const shortLength = 100;

export const password = "nine words that nobody else has thought of yet";
export const addressOf = (n: number) => `reader-${n}@example.org`;

export const sorts = ["newest", "oldest", "best", "replies"] as const;
/** Threads on a page, where nothing else is said. */
export const per = 25;

export function pagePath(slug: string, sort: string, page = 1): string {
  return `/stories/${slug}?sort=${sort}&per=${per}${page > 1 ? `&page=${page}` : ""}`;
}

/** The last page that is full: the very last one may hold a single thread, and would cost too little. */
export function lastPage({ tops }: Paper["long"]): number {
  return Math.max(1, Math.floor(tops / per));
}
