import type { World } from "../../../context.ts";
import type { MessageId } from "../../../platform/html/locale.ts";
import { renderPage } from "../../../platform/html/render.ts";
import { type Answer, page } from "../../../platform/http/answer.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";
import { answerTo } from "./answer-to.ts";
import { beginConnecting } from "./begin-connecting.ts";
import { LeavePage, ServerPage } from "./connect-pages.view.tsx";
import type { Provider } from "./provider.ts";
import { serverName } from "./providers/mastodon.ts";

interface Leaving {
  to: string;
  server: string | undefined;
  memberId: MemberId | null;
}

/** Sends somebody on to a provider, or asks which server of it is meant. */
export async function leave(world: World, provider: Provider, leaving: Leaving): Promise<Answer> {
  const { to, memberId } = leaving;
  const host = provider.hasServers ? serverName(leaving.server ?? "") : null;
  const again = (error: MessageId | null) =>
    serverPage(world, provider, { isMore: memberId !== null, to, typed: leaving.server ?? "", error });
  if (provider.hasServers && host === null)
    return again(leaving.server === undefined ? null : "connect.server.wrong");
  const begun = await beginConnecting(world, provider, { to, host, memberId });
  if (!begun && provider.hasServers) return again("connect.server.unreachable");
  if (!begun) return answerTo(world, provider.label, { kind: "refused", why: "unreachable", to });
  const html = renderPage(LeavePage({ world, to: begun.address, label: provider.label }));
  return { ...page(html), cookies: begun.cookies };
}

interface ServerForm {
  /** One more account is connected to the one that is signed in. */
  isMore: boolean;
  to: string;
  typed: string;
  error: MessageId | null;
}

export function serverPage(world: World, provider: Provider, form: ServerForm): Answer {
  const { isMore, to, typed, error } = form;
  const action = isMore ? "/settings/connections" : `/connect/${provider.id}`;
  const hidden: Record<string, string> = isMore ? { provider: provider.id } : { to };
  const props = { world, label: provider.label, action, hidden, typed, error };
  return page(renderPage(ServerPage(props)), error ? 422 : 200);
}
