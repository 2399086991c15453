import type { Context } from "../../../context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { appendEvent } from "../../../platform/events/log.ts";
import type { ClassifierId, MemberId, SiteId } from "../../../platform/lib/ids.ts";
import { cleanLine } from "../../../platform/text/clean.ts";
import type { Complaint } from "../../people/staff/desk-form.view.tsx";
import { recordDecision } from "../record-decision.ts";
import type { Classifier, ClassifierDraft } from "./classifier.ts";
import {
  classifiersForChange,
  deleteClassifier,
  insertClassifier,
  updateClassifier,
} from "./classifier.store.ts";

export interface ClassifierChange {
  siteId: SiteId;
  by: MemberId;
  /** Null: a new one. */
  id: ClassifierId | null;
  /** The version that was seen. */
  version: number;
  /** Null: it goes. */
  draft: ClassifierDraft | null;
  /** Empty: it stays what it was. */
  secret: string;
}

export type ClassifierOutcome =
  | { outcome: "done"; id: ClassifierId }
  | { outcome: "gone" }
  | { outcome: "refused"; complaints: Complaint[] };

/** Each is asked about every comment: more than this nobody needs. */
const mostClassifiers = 5;
const longestName = 80;
const longestLine = 500;

/** Saves how a service is asked, or stops asking it. */
export async function changeClassifier(ctx: Context, change: ClassifierChange): Promise<ClassifierOutcome> {
  const complaints = change.draft ? checkDraft(change.draft, change) : [];
  if (complaints.length > 0) return { outcome: "refused", complaints };
  return ctx.db.transact((tx) => save(tx, ctx, change));
}

/** A secret goes to the host that it was given for, and to no other: not even the desk gets to read it. */
export function keepsSecret(before: Classifier, { url }: Pick<ClassifierDraft, "url">): boolean {
  return before.secretSealed === "" || URL.parse(before.url)?.origin === URL.parse(url)?.origin;
}

export const secretAnew: Complaint = { field: "secret", message: "outside.error.secretAnew" };

function checkDraft(draft: ClassifierDraft, { id, secret }: ClassifierChange): Complaint[] {
  const complaints: Complaint[] = [];
  const name = cleanLine(draft.name);
  if (name === "" || name.length > longestName)
    complaints.push({ field: "name", message: "outside.error.name" });
  const url = URL.parse(draft.url);
  const isAsked = url?.protocol === "https:" || (url?.protocol === "http:" && draft.kind === "hook");
  if (!isAsked || url.username !== "" || draft.url.length > longestLine)
    complaints.push({ field: "url", message: "outside.error.url" });
  if (draft.kind === "akismet" && !URL.canParse(draft.model))
    complaints.push({ field: "model", message: "outside.error.blog" });
  if (draft.model.length > longestLine) complaints.push({ field: "model", message: "outside.error.long" });
  if (id === null && secret === "") complaints.push({ field: "secret", message: "outside.error.secret" });
  if (!Number.isInteger(draft.holdFrom) || draft.holdFrom < 1 || draft.holdFrom > 100)
    complaints.push({ field: "holdFrom", message: "outside.error.share" });
  return complaints;
}

async function save(tx: Tx, ctx: Context, change: ClassifierChange): Promise<ClassifierOutcome> {
  const { siteId, by, draft, secret } = change;
  const all = await classifiersForChange(tx, siteId);
  const before = all.find(({ id }) => id === change.id) ?? null;
  if (change.id !== null && !before) return { outcome: "gone" };
  if (before && before.version !== change.version) return refused("outside.error.changed");
  if (before && draft && secret === "" && !keepsSecret(before, draft))
    return { outcome: "refused", complaints: [secretAnew] };
  if (!before && all.length >= mostClassifiers) return refused("outside.error.many", { n: mostClassifiers });
  const at = ctx.now();
  const after = draft && {
    ...draft,
    name: cleanLine(draft.name),
    siteId,
    secretSealed: secret === "" ? (before?.secretSealed ?? "") : ctx.keys.seal("classifier", secret),
    version: (before?.version ?? 0) + 1,
    changedAt: at,
  };
  const id = await write(tx, before, after);
  if (id === null) return { outcome: "gone" };
  await recordDecision(tx, {
    siteId,
    commentId: null,
    about: `classifier:${id}`,
    actor: `staff:${by}`,
    action: "changeRules",
    reason: "",
    version: String(after?.version ?? ""),
    details: { was: toldOf(before), is: toldOf(after), isSecretNew: secret !== "" },
    before: before?.name ?? "",
    after: after?.name ?? "",
    at,
  });
  await appendEvent(tx, { type: "rules.changed", siteId, at, by });
  return { outcome: "done", id };
}

/** For the record: all but the secret. */
function toldOf(classifier: ClassifierDraft | null) {
  if (!classifier) return null;
  const { name, kind, url, model, isOn, holdFrom, holdsOnFailure } = classifier;
  return { name, kind, url, model, isOn, holdFrom, holdsOnFailure };
}

function refused(message: Complaint["message"], values?: Complaint["values"]): ClassifierOutcome {
  return { outcome: "refused", complaints: [{ field: "form", message, ...(values ? { values } : {}) }] };
}

async function write(
  tx: Tx,
  before: Classifier | null,
  after: Omit<Classifier, "id"> | null,
): Promise<ClassifierId | null> {
  if (after && before) await updateClassifier(tx, { ...after, id: before.id });
  else if (after) return insertClassifier(tx, after);
  else if (before) await deleteClassifier(tx, before.id);
  return before?.id ?? null;
}
