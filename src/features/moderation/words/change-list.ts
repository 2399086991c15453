import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { MemberId, SiteId, WordListId } from "../../../platform/lib/ids.ts";
import { cleanLine } from "../../../platform/text/clean.ts";
import type { Complaint } from "../../people/staff/desk-form.view.tsx";
import { recordDecision } from "../record-decision.ts";
import { deleteList, insertList, listForChange, listsOf, updateList } from "./word-list.store.ts";
import { type BrokenLine, readEntries, type WordList, type WordListDraft } from "./word-list.ts";

export interface ListChange {
  siteId: SiteId;
  by: MemberId;
  /** Null: a new list. */
  id: WordListId | null;
  /** The version that was seen: somebody else may have changed it since. */
  version: number;
  /** Null: the list goes. */
  draft: WordListDraft | null;
}

export type ListOutcome =
  | { outcome: "done"; id: WordListId }
  | { outcome: "gone" }
  | { outcome: "refused"; complaints: Complaint[]; broken: BrokenLine[] };

const mostLists = 50;
const mostEntries = 20_000;
const longestName = 80;

/** Saves a word list, or removes it. */
export async function changeList(ctx: Context, change: ListChange): Promise<ListOutcome> {
  const { draft } = change;
  const checked = draft && checkDraft(draft);
  if (checked && (checked.complaints.length > 0 || checked.broken.length > 0))
    return { outcome: "refused", ...checked };
  return ctx.db.transact((tx) => save(tx, ctx, change, checked?.count ?? 0));
}

/** What is wrong with a list, and how many entries it has. */
export function checkDraft(draft: WordListDraft): {
  complaints: Complaint[];
  broken: BrokenLine[];
  count: number;
} {
  const { patterns, broken } = readEntries(draft.entries);
  const complaints: Complaint[] = [];
  const name = cleanLine(draft.name);
  if (name === "") complaints.push({ field: "name", message: "words.error.name" });
  if (name.length > longestName)
    complaints.push({ field: "name", message: "words.error.long", values: { n: longestName } });
  if (draft.language !== "" && !isLanguage(draft.language))
    complaints.push({ field: "language", message: "words.error.language" });
  if (broken.length > 0)
    complaints.push({ field: "entries", message: "words.error.broken", values: { n: broken.length } });
  else if (patterns.length > mostEntries)
    complaints.push({ field: "entries", message: "words.error.many", values: { n: mostEntries } });
  return { complaints, broken, count: patterns.length };
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

async function save(tx: Tx, ctx: Context, change: ListChange, count: number): Promise<ListOutcome> {
  const { siteId, by, draft } = change;
  const at = ctx.now();
  const before = change.id === null ? null : await listForChange(tx, siteId, change.id);
  if (change.id !== null && !before) return { outcome: "gone" };
  if (before && before.version !== change.version) return refused("words.error.changed");
  if (!before && (await listsOf(tx, siteId)).length >= mostLists)
    return refused("words.error.lists", { n: mostLists });
  const after = draft && {
    ...draft,
    name: cleanLine(draft.name),
    entryCount: count,
    version: (before?.version ?? 0) + 1,
    changedAt: at,
  };
  const id = await write(tx, siteId, before, after);
  if (id === null) return { outcome: "gone" };
  await recordDecision(tx, {
    siteId,
    commentId: null,
    about: `words:${id}`,
    actor: `staff:${by}`,
    action: "changeRules",
    reason: "",
    version: String(after?.version ?? ""),
    details: differences(before, after),
    before: before ? `${before.name} (${before.entryCount})` : "",
    after: after ? `${after.name} (${after.entryCount})` : "",
    at,
  });
  await appendEvent(tx, { type: "rules.changed", siteId, at, by });
  return { outcome: "done", id };
}

function refused(message: Complaint["message"], values?: Complaint["values"]): ListOutcome {
  return {
    outcome: "refused",
    complaints: [{ field: "form", message, ...(values ? { values } : {}) }],
    broken: [],
  };
}

async function write(
  tx: Tx,
  siteId: SiteId,
  before: WordList | null,
  after: Omit<WordList, "id"> | null,
): Promise<WordListId | null> {
  if (after && before) await updateList(tx, { ...after, id: before.id });
  else if (after) return insertList(tx, siteId, after);
  else if (before) await deleteList(tx, before.id);
  return before?.id ?? null;
}

const mostTold = 200;

/** What was put in and taken out, for the record. */
function differences(before: WordListDraft | null, after: WordListDraft | null) {
  const [was, is] = [before, after].map(
    (list) => new Set(list ? readEntries(list.entries).patterns.map(({ entry }) => entry) : []),
  ) as [Set<string>, Set<string>];
  const facts = (list: WordListDraft | null) =>
    list && { name: list.name, kind: list.kind, language: list.language, isOn: list.isOn };
  return {
    was: facts(before),
    is: facts(after),
    added: [...is.difference(was)].slice(0, mostTold),
    removed: [...was.difference(is)].slice(0, mostTold),
  };
}
