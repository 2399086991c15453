import { z } from "zod";
import type { Client } from "../../../../platform/config/connect.ts";
import { readFromService } from "../ask-service.ts";
import type { Provider } from "../provider.ts";
import { accessTokenOf, authorizeAddress, bearer, type OAuthClient, shaped } from "./oauth.ts";

const user = z.object({ id: z.number().int().positive(), login: z.string(), name: z.string().nullish() });
const emails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/** https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps */
export function githubProvider(client: Client): Provider {
  const oauth: OAuthClient = {
    clientId: client.id,
    secret: client.secret,
    authorizeAt: "https://github.com/login/oauth/authorize",
    tokenAt: "https://github.com/login/oauth/access_token",
    scope: "read:user user:email",
  };
  return {
    id: "github",
    label: "GitHub",
    accounts: "github",
    authorize: async (_ctx, question) => authorizeAddress(oauth, question),
    identify: async (ctx, reply) => {
      const token = await accessTokenOf(ctx, oauth, reply);
      const { id, login, name } = shaped(
        user,
        await readFromService(ctx, "https://api.github.com/user", bearer(token)),
      );
      // The address in the profile is chosen for showing and needs no proof: only this list says what is verified.
      const all = shaped(
        emails,
        await readFromService(ctx, "https://api.github.com/user/emails", bearer(token)),
      );
      const address = all.find(({ primary, verified }) => primary && verified)?.email ?? null;
      // A login can be given up and taken by somebody else; the number can't.
      return { accounts: "github", accountId: String(id), name: name || login, address };
    },
  };
}
