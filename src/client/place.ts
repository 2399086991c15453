// Answers stand below their comment to this level; deeper ones level with it (see deepestLevel on the server).
const deepestLevel = 3;

/**
 * Puts a comment that the server gave back where a reader expects it: an answer below what it answers, a new top first
 * in the list. Null when there is no such place on this page.
 */
export function placeComment(form: HTMLFormElement, item: Element, isAnswer: boolean): HTMLElement | null {
  const article = item.querySelector<HTMLElement>("article");
  const known = article?.id ? document.getElementById(article.id) : null;
  if (known) return known;
  const list = isAnswer ? listBelow(form.closest<HTMLElement>(".branch")) : rootList();
  if (!list) return null;
  if (isAnswer) list.append(item);
  else list.prepend(item);
  return article;
}

function listBelow(branch: HTMLElement | null): Element | null {
  if (!branch) return null;
  const depth = Number(branch.querySelector<HTMLElement>(":scope > .comment")?.dataset["depth"]);
  if (depth >= deepestLevel) return branch.parentElement;
  const known = branch.querySelector(":scope > .replies");
  if (known) return known;
  const list = document.createElement("ol");
  list.className = "replies";
  branch.append(list);
  return list;
}

function rootList(): Element | null {
  const known = document.querySelector("[data-thread=root]");
  const empty = document.querySelector(".talk > .quiet");
  if (known || !empty) return known;
  const list = document.createElement("ol");
  list.className = "thread";
  list.dataset["thread"] = "root";
  empty.replaceWith(list);
  return list;
}

/** Leads eye and keyboard to a comment that has just been posted. */
export function showComment(article: HTMLElement): void {
  article.classList.add("comment--new");
  article.tabIndex = -1;
  article.focus({ preventScroll: true });
  article.scrollIntoView({ block: "center", behavior: "instant" });
}
