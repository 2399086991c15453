import type { Context } from "../../../context.ts";
import { safeRequest } from "../../../platform/lib/safe-fetch.ts";
import { Breaker } from "./breaker.ts";
import type { Asked, Classifier, Opinion, Silence } from "./classifier.ts";
import { opinionIn, questionFor } from "./protocols.ts";

/** For all of it: name, connection, answer. Posting waits no longer. */
const timeoutMs = 800;
const maxBytes = 64 * 1024;
/** More of a text is not sent. */
const longestText = 20_000;

const breakers = new WeakMap<Context["kept"], Breaker>();

export function breakerOf({ kept }: Pick<Context, "kept">): Breaker {
  const breaker = breakers.get(kept) ?? new Breaker();
  breakers.set(kept, breaker);
  return breaker;
}

/** Questions to one service on their way at once: each holds a connection open, for most of a second at worst. */
const mostAtOnce = 64;

const onTheirWay = new WeakMap<Context["kept"], Map<number, number>>();

function askedNow({ kept }: Pick<Context, "kept">): Map<number, number> {
  const asking = onTheirWay.get(kept) ?? new Map<number, number>();
  onTheirWay.set(kept, asking);
  return asking;
}

export type Said = { classifier: Classifier } & ({ opinion: Opinion } | { silence: Silence });

type Asking = Pick<Context, "kept" | "keys" | "network" | "now">;

/** Asks a service about a comment. Whatever goes wrong is an answer too. */
export async function askClassifier(ctx: Asking, classifier: Classifier, asked: Asked): Promise<Said> {
  const breaker = breakerOf(ctx);
  const { id } = classifier;
  if (!breaker.mayAsk(id, ctx.now())) return { classifier, silence: "resting" };
  const asking = askedNow(ctx);
  const n = asking.get(id) ?? 0;
  // It doesn't keep up with a flood; that is no failure of its own.
  if (n >= mostAtOnce) return { classifier, silence: "too-slow" };
  asking.set(id, n + 1);
  try {
    const found = await ask(ctx, classifier, asked);
    breaker.tell(id, "opinion" in found, ctx.now());
    return { classifier, ...found };
  } finally {
    asking.set(id, (asking.get(id) ?? 1) - 1);
  }
}

async function ask(
  { keys, network, now }: Asking,
  classifier: Classifier,
  asked: Asked,
): Promise<{ opinion: Opinion } | { silence: Silence }> {
  const secret = classifier.secretSealed === "" ? "" : keys.open("classifier", classifier.secretSealed);
  const text = asked.text.slice(0, longestText).toWellFormed();
  const question = questionFor(classifier, secret, { ...asked, text }, now());
  const answer = await safeRequest(classifier.url, question, { maxBytes, timeoutMs }, network);
  if ("failure" in answer) {
    const { failure } = answer;
    return { silence: failure === "too-slow" || failure === "not-public" ? failure : "unreachable" };
  }
  if (answer.status !== 200) return { silence: "refused" };
  const opinion = opinionIn(classifier.kind, answer.bytes.toString("utf8"));
  return opinion ? { opinion } : { silence: "nonsense" };
}
