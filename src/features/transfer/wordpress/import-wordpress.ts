import { stat } from "node:fs/promises";
import type { Context } from "../../../context.ts";
import type { OpenSite } from "../../sites/sites.ts";
import { addSections } from "../../sites/add-section.ts";
import { type Fetch, fetchPictures } from "../import/fetch-pictures.ts";
import type { ImportWorld } from "../import/import-world.ts";
import type { Progress } from "../import/progress.ts";
import { earlierRun, previewImport, type RunInput, runImport } from "../import/run-import.ts";
import { addTally, countOf, sumOf, type Tally } from "../import/tally.ts";
import { oldSiteOf } from "./old-addresses.ts";
import { chooseSite, openSite, type SiteWishes } from "./site-of-export.ts";
import { stepsOfExport } from "./steps-of-export.ts";
import { type Survey, surveyExport } from "./survey.ts";
import type { WxrReport } from "./wxr-report.ts";

export interface WordpressImport {
  file: string;
  site: SiteWishes;
  withPages: boolean;
  dryRun: boolean;
  fetchMedia: boolean;
  signal: AbortSignal;
  onProgress(progress: Progress): void;
  /** Called when it is known where everything goes, before anything is written. */
  onSite(told: { site: OpenSite; isNew: boolean; earlier: "none" | "stopped" | "finished" }): void;
  fetch?: Fetch;
}

export interface WordpressImported {
  outcome: "finished" | "stopped";
  site: OpenSite | null;
  tally: Tally;
  /** Of the tally, what an earlier run did that was stopped. */
  before: Tally;
  wxr: WxrReport | null;
}

/**
 * Imports a WordPress export (WXR), in two readings: the first learns what has to be known of the whole, the second
 * writes. Whatever stops it, it goes on from there when called again, and nothing is there twice. Throws WxrError on a
 * file that is no export, SiteChoiceError where the site is not clear, ImportBusyError where another is at it.
 */
export async function importWordpress(ctx: Context, input: WordpressImport): Promise<WordpressImported> {
  const report = reporter(input, (await stat(input.file)).size);
  const now = ctx.now();
  const survey = await surveyExport({ ...input, now, onProgress: (wxr) => report.read("survey", wxr) });
  if (!survey) return { outcome: "stopped", site: null, tally: {}, before: {}, wxr: null };
  const source = sourceOf(survey);
  const chosen = await chooseSite(ctx, survey, source, input.site);
  const fingerprint = `${survey.fingerprint}${input.withPages ? " with pages" : ""}`;
  const earlier = chosen.isNew
    ? null
    : await earlierRun(ctx, { siteId: chosen.site.id, source, fingerprint });
  input.onSite({
    ...chosen,
    earlier: earlier ? (earlier.finishedAt === null ? "stopped" : "finished") : "none",
  });
  const site = chosen.isNew && !input.dryRun ? await openSite(ctx, chosen.site) : chosen.site;
  if (!input.dryRun) await ctx.db.transact((tx) => addSections(tx, site.id, survey.sections));
  const world: ImportWorld = { site, source, keys: ctx.keys, now };
  const run: RunInput = {
    world,
    fingerprint,
    signal: input.signal,
    steps: (itemsDone, isResumed) =>
      stepsOfExport({
        file: input.file,
        world: { site, survey, old: oldSiteOf(survey.channel), now },
        withPages: input.withPages,
        itemsDone,
        isResumed,
        onProgress: (wxr) => report.read("import", wxr),
      }),
    onBatch: (tally) => report.batch(tally),
  };
  const { outcome, tally, before } = input.dryRun ? await previewImport(ctx, run) : await runImport(ctx, run);
  if (input.fetchMedia && !input.dryRun && outcome === "finished") {
    const onProgress = (fetched: number, failed: number) => report.pictures(fetched, failed);
    addTally(tally, await fetchPictures(ctx, { ...input, world, onProgress }));
  }
  if (!input.dryRun) await ctx.sites.reload();
  return { outcome: input.signal.aborted ? "stopped" : outcome, site, tally, before, wxr: survey.wxr };
}

/** Names a blog, whatever its addresses begin with and end in. */
function sourceOf({ channel }: Survey): string {
  const old = oldSiteOf(channel);
  return `wordpress ${old ? `${old.host}${old.basePath}`.replace(/\/$/, "") : channel.title.slice(0, 100)}`;
}

function reporter({ onProgress }: WordpressImport, totalBytes: number) {
  const progress: Progress = {
    phase: "survey",
    bytes: 0,
    totalBytes,
    stories: 0,
    comments: 0,
    fetched: 0,
    failed: 0,
  };
  return {
    read(phase: Progress["phase"], { bytesRead }: WxrReport): void {
      Object.assign(progress, { phase, bytes: bytesRead });
      onProgress(progress);
    },
    batch(tally: Tally): void {
      progress.stories = sumOf(tally, "story.") + sumOf(tally, "page.");
      progress.comments = sumOf(tally, "comment.added.") + countOf(tally, "comment.known");
      onProgress(progress);
    },
    pictures(fetched: number, failed: number): void {
      Object.assign(progress, { phase: "pictures", fetched, failed });
      onProgress(progress);
    },
  };
}
