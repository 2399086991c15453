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

export type Said = { classifier: Classifier } & ({ opinion: Opinion } | { silence: Silence });

type Asking = Pick<Context, "kept" | "keys" | "network" | "now">;

/** Asks a service about a comment. Whatever goes wrong is an answer too. */
export async function askClassifier(ctx: Asking, classifier: Classifier, asked: Asked): Promise<Said> {
  const breaker = breakerOf(ctx);
  const { id } = classifier;
  if (!breaker.mayAsk(id, ctx.now())) return { classifier, silence: "resting" };
  const found = await ask(ctx, classifier, asked);
  breaker.tell(id, "opinion" in found, ctx.now());
  return { classifier, ...found };
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
