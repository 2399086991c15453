import { setImmediate as nextTurn } from "node:timers/promises";
import type { IncomingHttpHeaders } from "node:http";
import type { World } from "../../../context.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { cleanLine } from "../../../platform/text/clean.ts";
import { normalAddress, standIn } from "./address.ts";
import { authOf, signInHeaders } from "./auth.ts";
import type { Complaint } from "./complaint.ts";
import { isKnownBrowser, knownBrowserCookie } from "./known-browser.ts";
import { noteSignIn } from "./note-sign-in.ts";
import { longestPassword } from "./passwords.ts";

/** Tries in a quarter of an hour: for one account from anywhere, from one device, and from one network. */
const triesPerAccount = 10;
const triesPerDevice = 10;
const triesPerNetwork = 50;

export type SignedInOutcome =
  | { outcome: "signedIn"; cookies: string[] }
  | { outcome: "refused"; complaints: Complaint[] };

/** Signs in by address and password. Whether there is such an account, neither the words nor the time of the answer tell. */
export async function signInByPassword(
  world: World,
  { email, password, remember }: { email: string; password: string; remember: boolean },
): Promise<SignedInOutcome> {
  const { ctx } = world;
  const address = cleanLine(email);
  const wait = secondsToWait(world, address);
  if (wait > 0) return refuse("account.signIn.wait", Math.ceil(wait / 60));
  if (password === "" || password.length > longestPassword * 2) return refuse("account.signIn.wrong");
  const auth = await authOf(ctx);
  await nextTurn();
  try {
    const { headers, response } = await auth.api.signInEmail({
      body: { email: standIn(ctx.keys, address), password, rememberMe: remember },
      headers: headersFor(world),
      returnHeaders: true,
    });
    const cookies = [...headers.getSetCookie(), knownBrowserCookie(world, address)];
    await nextTurn();
    await ctx.db.transact((tx) => noteSignIn(tx, world, response.user.id as MemberId));
    return { outcome: "signedIn", cookies };
  } catch (error) {
    // Its class would have to be loaded to be compared with.
    if (error instanceof Error && error.name === "APIError") return refuse("account.signIn.wrong");
    throw error;
  }
}

function refuse(message: Complaint["message"], n?: number): SignedInOutcome {
  return {
    outcome: "refused",
    complaints: [{ field: "form", message, ...(n === undefined ? {} : { values: { n } }) }],
  };
}

/** Seconds until it may be tried again; 0: now. */
function secondsToWait(world: World, address: string): number {
  const { ctx, actor } = world;
  const account = ctx.keys.hash("email", normalAddress(address));
  const isKnown = isKnownBrowser(world, address);
  const quotas = [
    ctx.tries.take(
      isKnown ? `sign-in ${account} from ${actor.device}` : `sign-in ${account}`,
      triesPerAccount,
    ),
    ctx.tries.take(`sign-in from ${actor.device}`, triesPerDevice),
    ctx.tries.take(`sign-in over ${actor.network}`, triesPerNetwork),
  ];
  return Math.max(0, ...quotas.map((quota) => (quota.isExceeded ? quota.reset : 0)));
}

/** What better-auth is told of a request: its cookies, and where it comes from as we keep it. */
export function headersFor({ headers, browser, actor }: World): Headers {
  const { cookie }: IncomingHttpHeaders = headers;
  return new Headers({
    ...(cookie === undefined ? {} : { cookie }),
    [signInHeaders.browser]: browser,
    [signInHeaders.network]: actor.network,
  });
}
