import { expect, it } from "vitest";
import { makeSite } from "../../../../test/factories.ts";
import { onBothEngines } from "../../../../test/harness.ts";
import { makeMember } from "../../../../test/members.ts";
import { standIn } from "./address.ts";
import { authOf } from "./auth.ts";
import { hashPassword } from "./passwords.ts";

onBothEngines("better-auth on our tables", (app) => {
  it("signs in a member with a password", async () => {
    const site = await makeSite(app());
    void site;
    const { ctx } = app();
    const { id } = await makeMember(app(), { address: "alma@example.org" });
    const auth = await authOf(ctx);
    const context = await auth.$context;
    await context.internalAdapter.linkAccount({
      userId: id,
      providerId: "credential",
      accountId: id,
      password: await hashPassword("correct horse battery staple"),
    });
    await auth.api.signInEmail({
      body: { email: standIn(ctx.keys, "ALMA@example.org "), password: "correct horse battery staple" },
      headers: new Headers({ "x-belowline-browser": "Firefox, Linux" }),
      returnHeaders: true,
    });
    const rows = await app().database.read.selectFrom("session").selectAll().execute();
    expect(rows).toHaveLength(2);
  });
});
