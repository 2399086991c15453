import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, redirect } from "../../../platform/http/answer.ts";
import { readZonedTime } from "../../stories/zoned-time.ts";
import type { Complaint } from "../../people/staff/desk-form.view.tsx";
import { beginScan, resumeScan, stopScan } from "./order-scan.ts";
import { mostMost, usualMost } from "./scan.ts";
import { foundBy, lastScan } from "./scan.store.ts";
import { ScanPage, type ScanPageProps, scanPath } from "./scan.view.tsx";

const text = z.string().default("");

async function scanPage(
  world: World,
  props: Pick<ScanPageProps, "typed" | "complaints">,
  status = 200,
): Promise<Answer> {
  const db = world.ctx.db.read;
  const scan = await lastScan(db, world.site.id);
  const found = scan ? await foundBy(db, scan.id) : [];
  return page(renderPage(ScanPage({ world, scan, found, ...props })), status);
}

const blank = { since: "", most: String(usualMost) };

const show = route({
  method: "GET",
  path: scanPath,
  access: { may: "phases.change" },
  input: z.object({}),
  handle: ({ world }) => scanPage(world, { typed: blank, complaints: [] }),
});

const order = route({
  method: "POST",
  path: scanPath,
  access: { may: "phases.change" },
  limit: 30,
  input: z.object({
    body: z.object({ act: z.enum(["begin", "stop", "resume"]).catch("begin"), since: text, most: text }),
  }),
  handle: async ({ world, input: { body } }): Promise<Answer> => {
    const { ctx, site } = world;
    if (body.act === "stop") await stopScan(ctx, site.id);
    else if (body.act === "resume") await resumeScan(ctx, site.id);
    else {
      const { from, most, complaints } = readWish(world, body);
      if (complaints.length > 0) return scanPage(world, { typed: body, complaints }, 422);
      // Where one runs already, that one is shown.
      await beginScan(ctx, { siteId: site.id, from, most });
    }
    return redirect(scanPath);
  },
});

function readWish(
  { site, now }: World,
  typed: { since: string; most: string },
): { from: number; most: number; complaints: Complaint[] } {
  const complaints: Complaint[] = [];
  const from = readDay(typed.since, site.timeZone);
  if (from === null || from > now) complaints.push({ field: "since", message: "scan.error.since" });
  const most = Number(typed.most.trim() || usualMost);
  if (!Number.isInteger(most) || most < 1 || most > mostMost)
    complaints.push({ field: "most", message: "scan.error.most", values: { n: mostMost } });
  return { from: from ?? 0, most, complaints };
}

/** The beginning of a day as a form says it: milliseconds since 1970; empty: 0; null: it is no day. */
function readDay(typed: string, timeZone: string): number | null {
  const day = typed.trim();
  if (day === "") return 0;
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return null;
  try {
    return readZonedTime(day, timeZone);
  } catch {
    return null;
  }
}

export const scanRoutes: readonly Route[] = [show, order];
