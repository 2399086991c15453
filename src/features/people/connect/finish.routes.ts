import { z } from "zod";
import { type Route, route, type World } from "../../../context.ts";
import { assertNever } from "../../../platform/lib/assert-never.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page, redirect } from "../../../platform/http/answer.ts";
import { requireFresh } from "../staff/fresh.ts";
import { answerTo } from "./answer-to.ts";
import { type Attempt, readAttempt } from "./attempt.ts";
import type { NameComplaint } from "../names/check-name.ts";
import { becomeMember, goOnAs, joinMember } from "./finish.ts";
import { FinishPage } from "./finish.view.tsx";
import { knownReaderCookie } from "./publisher/known-reader.ts";
import { finishStep, type Step } from "./finish-step.ts";

const at = z.string().max(60).default("");

interface Asked {
  token: string;
  waiting: Attempt<"finish">;
  step: Step["step"];
}

const ask = route({
  method: "GET",
  path: "/connect/finish",
  access: "anyone",
  input: z.object({ query: z.object({ at }) }),
  handle: async ({ world, input: { query } }) => {
    const waiting = await readAttempt(world, "finish", query.at);
    if (!waiting) return lost(world);
    const { step } = await finishStep(world, waiting);
    return form(world, { token: query.at, waiting, step });
  },
});

function lost(world: World): Answer {
  return answerTo(world, "", { kind: "refused", why: "lost", to: "/" });
}

function form(
  world: World,
  { token, waiting, step }: Asked,
  again: { typed: string; complaint: NameComplaint } | null = null,
): Answer {
  const { label, profile } = waiting;
  const [typed, complaint] = [again?.typed ?? profile.name, again?.complaint ?? null];
  const props = { world, token, step, label, theirName: profile.name, typed, complaint };
  return page(renderPage(FinishPage(props)), complaint ? 422 : 200);
}

const finish = route({
  method: "POST",
  path: "/connect/finish",
  access: "writer",
  limit: 30,
  input: z.object({
    body: z.object({ at, act: z.string().default(""), name: z.string().max(1000).default("") }),
  }),
  handle: async ({ world, input: { body } }) => {
    const token = body.at;
    const waiting = await readAttempt(world, "finish", token);
    if (!waiting) return lost(world);
    const found = await finishStep(world, waiting);
    // Somebody has signed in or out since the form was shown: what is asked now is another thing.
    if (found.step !== body.act) return redirect(`/connect/finish?at=${encodeURIComponent(token)}`);
    const answer = await answerStep(world, { token, waiting, ...found }, body.name);
    const isDone = waiting.grants !== null && found.step !== "prove" && answer.kind === "redirect";
    if (!isDone) return answer;
    return { ...answer, cookies: [...(answer.cookies ?? []), knownReaderCookie(world, waiting.profile)] };
  },
});

async function answerStep(world: World, asked: Asked & Step, typed: string): Promise<Answer> {
  const { token, waiting } = asked;
  const { label } = waiting;
  switch (asked.step) {
    case "name": {
      const made = await becomeMember(world, token, typed);
      if (made.kind === "asked") return form(world, asked, { typed, complaint: made.complaint });
      if (made.kind === "owned") return redirect(`/connect/finish?at=${encodeURIComponent(token)}`);
      return answerTo(world, label, made);
    }
    case "join": {
      const stale = requireFresh(world, `/connect/finish?at=${encodeURIComponent(token)}`);
      return stale ?? answerTo(world, label, await joinMember(world, token, asked.memberId));
    }
    case "enter":
    case "switch":
      return answerTo(world, label, await goOnAs(world, token, asked.memberId));
    case "prove":
      return form(world, asked);
    default:
      return assertNever(asked);
  }
}

export const finishRoutes: readonly Route[] = [ask, finish];
