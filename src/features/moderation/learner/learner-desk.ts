import type { World } from "../../../context.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page } from "../../../platform/http/answer.ts";
import type { Complaint } from "../../people/staff/desk-form.view.tsx";
import { learnerPage } from "./learner-page.ts";
import { LearnerDesk } from "./learner.view.tsx";

/** The page, with what was just done, or what is wrong. */
export async function learnerDesk(
  world: World,
  more: { done?: MessageId | null; complaints?: readonly Complaint[] } = {},
): Promise<Answer> {
  const { done = null, complaints = [] } = more;
  const shown = await learnerPage(world.ctx, world.site.id);
  const html = renderPage(LearnerDesk({ world, shown, done, complaints }));
  return page(html, complaints.length > 0 ? 422 : 200);
}
