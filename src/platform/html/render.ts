import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";

/** A whole page from its component. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`;
}

/** A piece of a page, made by the very component that the page is made of. */
export function renderFragment(piece: VNode): string {
  return renderToString(piece);
}
