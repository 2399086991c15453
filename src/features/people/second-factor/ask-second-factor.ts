import type { FastifyRequest } from "fastify";
import type { World } from "../../../context.ts";
import { type Answer, problem, redirect } from "../../../platform/http/answer.ts";
import type { Access } from "../../../platform/http/route.ts";

/**
 * Leads whoever has begun to sign in to their second factor, whichever page they were going to. So no way of signing in
 * has to think of it.
 */
export function askSecondFactor({ actor }: World, request: FastifyRequest): Answer | null {
  if (!actor.pending || request.method !== "GET" || !wantsPage(request)) return null;
  if (/^\/(?:sign-|prove|api\/)/.test(request.url)) return null;
  return redirect(`/sign-in/second?to=${encodeURIComponent(request.url)}`);
}

function wantsPage({ headers }: FastifyRequest): boolean {
  return (headers.accept ?? "").includes("text/html") && headers["x-fragment"] === undefined;
}

/** Leads staff who have to have a second factor, and don't, from the desk to setting one up. */
export function askStaffSecondFactor(
  { actor, site }: Pick<World, "actor" | "site">,
  request: Pick<FastifyRequest, "method">,
  access: Access,
): Answer | null {
  const { member } = actor;
  if (typeof access === "string" || !site.settings.staffSecondFactor) return null;
  if (!member?.staff || member.hasSecondFactor) return null;
  return request.method === "GET" ? redirect("/settings/second-factor") : problem("forbidden");
}
