/** What was fetched before it was asked for. */
interface Ahead {
  url: string;
  at: number;
  answer: Promise<Answer>;
}

interface Answer {
  status: number;
  /** Where the server led. */
  url: string;
  room: Element | null;
}

const fresh = 30_000;
let ahead: Ahead | null = null;
/** Counts what was asked for: an answer that comes after a later question is not shown. */
let asked = 0;

/** Links within the room and its verdicts change the case in place; the next one is fetched while one reads. */
export function keepRoom(): void {
  if (!document.getElementById("room")) return;
  history.replaceState({ room: true }, "");
  document.addEventListener("click", (event) => {
    const isPlain =
      event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!isPlain || event.defaultPrevented || !link || !isOfRoom(link)) return;
    event.preventDefault();
    void visit(link.href, { isNext: link.matches("[data-skip], [rel=next]"), isPushed: true });
  });
  document.addEventListener("submit", (event) => {
    const form = event.target instanceof HTMLFormElement ? event.target : null;
    if (!form || !isQuick(form, event.submitter)) return;
    event.preventDefault();
    void decide(form, event.submitter);
  });
  window.addEventListener("popstate", () => {
    if (document.getElementById("room") && !location.hash)
      void visit(location.href, { isNext: false, isPushed: false });
  });
  lookAhead();
}

/** A link to another case or list: not one within the page, nor one that leaves the room. */
function isOfRoom(link: HTMLAnchorElement): boolean {
  if (!link.closest("#room") || link.target || link.getAttribute("href")?.startsWith("#")) return false;
  const desk = `${document.documentElement.dataset["prefix"] ?? ""}/desk/comments`;
  const { origin, pathname, hash } = new URL(link.href);
  return (
    origin === location.origin &&
    hash === "" &&
    (pathname === desk || /^\d+$/.test(pathname.slice(desk.length + 1))) &&
    pathname.startsWith(desk)
  );
}

// What else can be done may be asked about once more, on a page of its own.
const quickActs = /^(?:publish|refuse|spam|pick|unpick|dismissReports)$/;

/** Whether the next case is all that can come of a form. */
function isQuick(form: HTMLFormElement, submitter: HTMLElement | null): boolean {
  if (form.matches("#told form, #case .case__bar form")) return true;
  const act = submitter instanceof HTMLButtonElement ? submitter.value : "";
  return form.matches("#case form.decide") && quickActs.test(act) && !form.elements.namedItem("cluster");
}

async function ask(url: string, body?: URLSearchParams): Promise<Answer> {
  const response = await fetch(url, {
    ...(body ? { method: "POST", body } : {}),
    headers: { "x-fragment": "1" },
    credentials: "same-origin",
    signal: AbortSignal.timeout(30_000),
  });
  const template = document.createElement("template");
  template.innerHTML = await response.text();
  return { status: response.status, url: response.url, room: template.content.querySelector("#room") };
}

async function visit(url: string, { isNext, isPushed }: { isNext: boolean; isPushed: boolean }) {
  const mine = ++asked;
  try {
    const isAhead = ahead?.url === url && Date.now() - ahead.at < fresh;
    const answer = await (isAhead && ahead ? ahead.answer : ask(url));
    if (mine !== asked) return;
    if (!answer.room) return location.assign(url);
    show(answer.room, { url: answer.url, isNext, isPushed });
  } catch {
    location.assign(url);
  }
}

/** Sends a verdict. What comes next is shown at once if it is there, and mended when the answer comes. */
async function decide(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter))
    if (typeof value === "string") body.append(name, value);
  const here = location.href;
  const mine = ++asked;
  const sent = ask(form.action, body);
  const next = form.matches(".decide") && ahead && Date.now() - ahead.at < fresh ? ahead : null;
  form.setAttribute("aria-busy", "true");
  if (next) {
    const { room, url } = await next.answer.catch(() => ({ room: null, url: "" }));
    if (room && mine === asked) show(room, { url, isNext: true, isPushed: true, isProvisional: true });
  }
  try {
    const answer = await sent;
    if (answer.room) {
      if (mine === asked) show(answer.room, { url: answer.url, isNext: true, isPushed: !next });
      return;
    }
    // Something is missing, or somebody was first: the page that says so, with the form.
    if (answer.status >= 400 || answer.url === form.action) return sayAgain(form, submitter);
    location.assign(answer.url);
  } catch {
    notSaved(here);
    form.removeAttribute("aria-busy");
  }
}

/** Nothing was done by the first try: the same form, sent as a page, comes back with what is to be said. */
function sayAgain(form: HTMLFormElement, submitter: HTMLElement | null): void {
  if (submitter instanceof HTMLButtonElement && submitter.name) {
    const chosen = document.createElement("input");
    chosen.type = "hidden";
    chosen.name = submitter.name;
    chosen.value = submitter.value;
    form.append(chosen);
  }
  if (!form.isConnected) {
    form.hidden = true;
    document.body.append(form);
  }
  form.submit();
}

function notSaved(url: string): void {
  const place = document.getElementById("told");
  const words = document.getElementById("keys")?.dataset;
  if (!place || !words) return;
  const said = document.createElement("p");
  said.className = "claim";
  said.setAttribute("role", "alert");
  const back = document.createElement("a");
  back.href = url;
  back.textContent = words["notSavedBack"] ?? "";
  said.append(`${words["notSaved"] ?? ""} `, back);
  place.replaceChildren(said);
}

interface Shown {
  url: string;
  isNext: boolean;
  isPushed: boolean;
  /** It stands in until the answer of the verdict is there. */
  isProvisional?: boolean;
}

/** Puts a room in the place of the one that is seen. What is the same stays, with the focus and what was typed in it. */
function show(room: Element, { url, isNext, isPushed, isProvisional = false }: Shown): void {
  const fresh = document.importNode(room, true) as Element;
  const before = caseOf(document);
  const chosen = new Set(checked().map(({ value }) => value));
  const scroll = document.getElementById("waiting")?.scrollTop ?? 0;
  const isSame = before !== null && before === caseOf(fresh);
  for (const id of ["queues", "waiting"]) {
    const [old, made] = [document.getElementById(id), fresh.querySelector(`#${id}`)];
    if (old && made) old.replaceWith(made);
  }
  if (isSame) document.getElementById("told")?.replaceWith(fresh.querySelector("#told") ?? "");
  else {
    const made = fresh.querySelector<HTMLElement>("#case");
    if (made) document.getElementById("case")?.replaceWith(made);
    const claim = made?.querySelector<HTMLElement>("#claim");
    if (claim && isNext) claim.dataset["came"] = "next";
    made?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }
  for (const box of boxes()) box.checked = chosen.has(box.value);
  keepInView(scroll);
  const plain = withoutTold(url);
  if (isPushed && plain !== location.href) history.pushState({ room: true }, "", plain);
  else if (!isPushed) history.replaceState({ room: true }, "", plain);
  if (!isSame) document.dispatchEvent(new Event("desk:case"));
  if (!isProvisional) lookAhead();
}

/** What was just done is told once, not again when one comes back. */
function withoutTold(url: string): string {
  const to = new URL(url, location.href);
  to.searchParams.delete("told");
  return to.href;
}

const caseOf = (root: ParentNode) =>
  root.querySelector<HTMLElement>("#case [data-claim]")?.dataset["claim"] ?? null;
const boxes = () => [...document.querySelectorAll<HTMLInputElement>("#choose input[type=checkbox]")];
const checked = () => boxes().filter((box) => box.checked);

function keepInView(scroll: number): void {
  const list = document.getElementById("waiting");
  const row = list?.querySelector<HTMLElement>("li[aria-current]");
  if (!list || !row) return;
  list.scrollTop = scroll;
  const [seen, all] = [row.getBoundingClientRect(), list.getBoundingClientRect()];
  if (all.height > 0 && (seen.top < all.top || seen.bottom > all.bottom))
    list.scrollTop += seen.top - all.top - 60;
}

/** Fetches what comes after this case, the one that a verdict leads to too. */
function lookAhead(): void {
  const link = document.querySelector<HTMLAnchorElement>("#case [rel=next]");
  if (!link || ahead?.url === link.href) return;
  const answer = ask(link.href);
  ahead = { url: link.href, at: Date.now(), answer };
  answer.catch(() => {
    ahead = null;
  });
}
