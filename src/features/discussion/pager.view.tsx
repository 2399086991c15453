import type { JSX } from "preact";
import type { World } from "../../context.ts";
import { pageSizes } from "./comment.ts";

export interface PagerProps {
  world: World;
  page: number;
  pages: number;
  per: number;
  /** The address of a page, with so many comments on it. */
  hrefOf(page: number, per: number): string;
}

/** Numbered pages of comments: first, last, and those around; and how many stand on one. */
export function Pager({ world, page, pages, per, hrefOf }: PagerProps): JSX.Element {
  const { locale } = world;
  return (
    <nav class="pager" aria-label={locale.message("pager.label")}>
      {pages > 1 && (
        <ol>
          {page > 1 && (
            <li>
              <a class="next" href={hrefOf(page - 1, per)} rel="prev">
                {locale.message("pager.previous")}
              </a>
            </li>
          )}
          {pageNumbers(page, pages).map((n, index, all) => (
            <li key={n}>
              {index > 0 && n - (all[index - 1] ?? n) > 1 && <span aria-hidden="true">…</span>}
              <a
                href={hrefOf(n, per)}
                aria-label={locale.message("pager.page", { n: locale.number(n) })}
                {...(n === page ? { "aria-current": "page" as const } : {})}
              >
                {locale.number(n)}
              </a>
            </li>
          ))}
          {page < pages && (
            <li>
              <a class="next" href={hrefOf(page + 1, per)} rel="next">
                {locale.message("pager.next")}
              </a>
            </li>
          )}
        </ol>
      )}
      <p class="pager__size">
        <span>{locale.message("pager.size")}</span>{" "}
        {pageSizes.map((size) => (
          <a
            key={size}
            href={hrefOf(Math.floor(((page - 1) * per) / size) + 1, size)}
            aria-label={locale.message("pager.size.each", { n: size })}
            {...(size === per ? { "aria-current": "true" as const } : {})}
          >
            {locale.number(size)}
          </a>
        ))}
      </p>
    </nav>
  );
}

/** The first page, the last, and two on either side of this one. */
export function pageNumbers(page: number, pages: number): number[] {
  const near = [page - 2, page - 1, page, page + 1, page + 2];
  return [...new Set([1, ...near, pages])]
    .filter((n) => n >= 1 && n <= pages)
    .toSorted((one, other) => one - other);
}
