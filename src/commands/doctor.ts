import { statfsSync } from "node:fs";
import { mailHealth } from "../features/notifications/mail-health.ts";
import { envSettings, readConfig } from "../platform/config/config.ts";
import { connectChoices } from "../features/people/connect/choices.ts";
import { callbackAddress } from "../features/people/connect/way-back.ts";
import { type Command, type Terminal, withApp } from "./command.ts";

export const doctorCommand: Command = {
  name: "doctor",
  usage: "doctor",
  about: "Shows the settings and looks whether everything is in order.",
  options: [],
  run: async (_args, terminal) => {
    showSettings(terminal);
    const config = readConfig(terminal.env);
    return withApp(terminal, async ({ app: { ctx } }) => {
      terminal.print("");
      terminal.print(`ok   database: ${ctx.db.dialect.name}, tables up to date`);
      const { bavail, bsize } = statfsSync(config.dataDir);
      const free = Math.round((bavail * bsize) / 1e6);
      terminal.print(`${free > 500 ? "ok  " : "LOW "} disk: ${free} MB free in ${config.dataDir}`);
      terminal.print(`${ctx.sites.all().length > 0 ? "ok  " : "NOTE"} sites: ${ctx.sites.all().length}`);
      for (const { id, label } of connectChoices(ctx))
        terminal.print(`ok   sign-in with ${label}, who has to know ${callbackAddress(ctx, id)}`);
      terminal.print(await mailHealth(ctx));
      if (config.url.startsWith("http://") && !config.url.includes("localhost")) {
        terminal.print("NOTE BELOWLINE_URL begins with http://: cookies are safe on https:// only");
      }
      return 0;
    });
  },
};

function showSettings(terminal: Terminal): void {
  terminal.print("Settings (environment):");
  for (const setting of envSettings) {
    const value = terminal.env[setting.name];
    const shown = value ? (setting.secret ? "(set)" : value) : `(${setting.fallback || "not set"})`;
    terminal.print(`  ${setting.name.padEnd(18)} ${shown.padEnd(16)} ${setting.about}`);
  }
}
