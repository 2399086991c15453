import type { World } from "../../../context.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, redirect } from "../../../platform/http/answer.ts";
import type { Arrival } from "./arrive.ts";
import { RefusedPage } from "./connect-pages.view.tsx";

/** What somebody is answered who has come back. */
export function answerTo(world: World, label: string, arrival: Arrival): Answer {
  switch (arrival.kind) {
    case "in":
      return { ...redirect(arrival.to), cookies: arrival.cookies };
    case "finish":
      return { ...redirect(`/connect/finish?at=${arrival.token}`), cookies: arrival.cookies };
    case "refused":
      return page(renderPage(RefusedPage({ world, why: arrival.why, label, to: arrival.to })), 422);
  }
}
