import { createHmac } from "node:crypto";
import { z } from "zod";
import type { Client } from "../../../../platform/config/connect.ts";
import { readFromService } from "../ask-service.ts";
import type { Provider } from "../provider.ts";
import { accessTokenOf, authorizeAddress, bearer, type OAuthClient, shaped } from "./oauth.ts";

const me = z.object({ id: z.string().min(1), name: z.string().default("") });

/** https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow */
export function facebookProvider(client: Client): Provider {
  const oauth: OAuthClient = {
    clientId: client.id,
    secret: client.secret,
    authorizeAt: "https://www.facebook.com/v24.0/dialog/oauth",
    tokenAt: "https://graph.facebook.com/v24.0/oauth/access_token",
    // No address is asked for: Facebook doesn't say whether it has verified one, so it would count for nothing.
    scope: "public_profile",
  };
  return {
    id: "facebook",
    label: "Facebook",
    accounts: "facebook",
    authorize: async (_ctx, question) => authorizeAddress(oauth, question),
    identify: async (ctx, reply) => {
      const token = await accessTokenOf(ctx, oauth, reply);
      const proof = createHmac("sha256", client.secret).update(token).digest("hex");
      const address = `https://graph.facebook.com/v24.0/me?fields=id,name&appsecret_proof=${proof}`;
      const { id, name } = shaped(me, await readFromService(ctx, address, bearer(token)));
      return { accounts: "facebook", accountId: id, name, address: null };
    },
  };
}
