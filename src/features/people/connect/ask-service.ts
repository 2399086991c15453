import type { Context } from "../../../context.ts";
import { type Sent, safeRequest } from "../../../platform/lib/safe-fetch.ts";
import { ProviderError } from "./provider.ts";

const limits = { maxBytes: 256 * 1024, timeoutMs: 10_000 };

export interface ServiceAnswer {
  status: number;
  body: unknown;
}

/**
 * Asks a provider for JSON. Throws ProviderError when there is no answer, or one that is no JSON. Its reason is logged, so it
 * doesn't name the server: some have one user.
 */
export async function askService(
  ctx: Pick<Context, "network">,
  address: string,
  sent: Sent = {},
): Promise<ServiceAnswer> {
  const answer = await safeRequest(address, sent, limits, ctx.network);
  if ("failure" in answer) throw new ProviderError("unreachable", answer.failure);
  try {
    return { status: answer.status, body: JSON.parse(answer.bytes.toString("utf8")) };
  } catch {
    throw new ProviderError("unreachable", `status ${answer.status}, no JSON`);
  }
}

/** The same, where only success will do. */
export async function readFromService(
  ctx: Pick<Context, "network">,
  address: string,
  sent: Sent = {},
): Promise<unknown> {
  const { status, body } = await askService(ctx, address, sent);
  if (status === 200) return body;
  throw new ProviderError("unreachable", `status ${status}`);
}
