import type { SiteId } from "../src/platform/lib/ids.ts";
import type { TestApp } from "./harness.ts";

/** Rules of a site for a test: what isn't given is as it is where nobody has changed it. */
export async function setRules(app: TestApp, siteId: SiteId, settings: object): Promise<void> {
  const at = app.clock.now;
  await app.database.transact(async (tx) => {
    await tx
      .insertInto("rule_set")
      .values({ site_id: siteId, settings: JSON.stringify(settings), by: "cli", at })
      .execute();
    const payload = JSON.stringify({ by: "cli", changes: [] });
    await tx.insertInto("event").values({ site_id: siteId, at, type: "rules.changed", payload }).execute();
  });
  await app.relay.deliver();
}

/** What a form holds when it is sent as it came: the names and values of its fields. */
export function formOf(html: string, action: string): Record<string, string> {
  const form = html.split("<form").find((part) => part.includes(`action="${action}"`)) ?? "";
  const fields: Record<string, string> = {};
  for (const [, attributes = ""] of form.matchAll(/<input ([^>]*)>/g)) {
    const name = /name="([^"]*)"/.exec(attributes)?.[1];
    const isBox = attributes.includes('type="checkbox"');
    if (name === undefined || (isBox && !/\bchecked\b/.test(attributes))) continue;
    fields[name] = /value="([^"]*)"/.exec(attributes)?.[1] ?? "";
  }
  for (const [, name = "", text = ""] of form.matchAll(
    /<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)<\/textarea>/g,
  ))
    fields[name] = text;
  for (const [, name = "", options = ""] of form.matchAll(
    /<select[^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs,
  ))
    fields[name] =
      /<option selected value="([^"]*)"|<option value="([^"]*)" selected/
        .exec(options)
        ?.slice(1)
        .find(Boolean) ?? "";
  return fields;
}
