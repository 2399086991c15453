import { directionOf } from "../platform/html/locale.ts";
import { addSection } from "../features/sites/add-section.ts";
import { addSite } from "../features/sites/add-site.ts";
import { changeSite, SettingError, withSetting } from "../features/sites/change-site.ts";
import { siteSettings } from "../features/sites/site.ts";
import { type Command, chosenSite, readArgs, type Terminal, UsageError, withApp } from "./command.ts";

export const siteCommand: Command = {
  name: "site",
  usage: "site list | add KEY --name NAME | settings | set SETTING VALUE | section SLUG NAME  [--site KEY]",
  about: "Shows, opens and sets up sites.",
  options: [
    "--site KEY         which site (absent: the first)",
    "--name NAME        add: the paper's name",
    "--language LANG    add: BCP 47, for example en, ar, ckb (absent: en)",
    "--zone ZONE        add: IANA time zone (absent: this machine's)",
    "--prefix /PATH     add: where it stands; the first site stands at /",
  ],
  run: async (args, terminal) => {
    const { values, positionals } = readArgs(args, {
      site: { type: "string" },
      name: { type: "string" },
      language: { type: "string", default: "en" },
      zone: { type: "string" },
      prefix: { type: "string" },
    });
    const [act = "list", ...words] = positionals;
    switch (act) {
      case "list":
        return list(terminal);
      case "add":
        return add(terminal, words[0], values);
      case "settings":
        return settings(terminal, values.site);
      case "set":
        return set(terminal, values.site, words);
      case "section":
        return section(terminal, values.site, words);
      default:
        throw new UsageError(`"${act}" is nothing that can be done with a site.`);
    }
  },
};

function list(terminal: Terminal): Promise<number> {
  return withApp(terminal, async ({ app }) => {
    if (app.ctx.sites.all().length === 0)
      terminal.print("There is no site yet: belowline site add KEY --name NAME");
    for (const site of app.ctx.sites.all()) {
      const where = site.settings.host ?? `${app.ctx.config.url}${site.pathPrefix}/`;
      terminal.print(
        `${site.key}\t${site.name}\t${site.language}\t${where}${site.isSample ? "\t(sample)" : ""}`,
      );
    }
    return 0;
  });
}

interface NewSite {
  name?: string | undefined;
  language: string;
  zone?: string | undefined;
  prefix?: string | undefined;
}

function add(terminal: Terminal, key: string | undefined, values: NewSite): Promise<number> {
  if (!key || !/^[a-z0-9][a-z0-9-]{0,30}$/.test(key))
    throw new UsageError("A site needs a key of small letters, digits and hyphens.");
  const { name, language } = values;
  if (!name) throw new UsageError("A site needs a name: --name NAME");
  const timeZone = values.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!Intl.supportedValuesOf("timeZone").includes(timeZone) && timeZone !== "UTC") {
    throw new UsageError(`"${timeZone}" is no time zone like Europe/Berlin.`);
  }
  return withApp(terminal, async ({ app: { ctx } }) => {
    if (ctx.sites.byKey(key)) throw new UsageError(`There is a site "${key}" already.`);
    const pathPrefix = values.prefix ?? (ctx.sites.all().length === 0 ? "" : `/${key}`);
    if (!/^(\/[a-z0-9-]+)?$/.test(pathPrefix)) throw new UsageError("--prefix has to look like /ar");
    if (ctx.sites.all().some((site) => site.pathPrefix === pathPrefix)) {
      throw new UsageError(`Another site stands at ${pathPrefix || "/"} already: choose a --prefix.`);
    }
    const settings = siteSettings.parse({});
    const site = { key, name, tagline: "", language, timeZone, pathPrefix, settings, isSample: false };
    await ctx.db.transact((tx) => addSite(tx, site, directionOf(language), ctx.now()));
    terminal.print(`${name} is open at ${ctx.config.url}${pathPrefix}/`);
    return 0;
  });
}

function settings(terminal: Terminal, key: string | undefined): Promise<number> {
  return withApp(terminal, async ({ app }) => {
    const site = chosenSite(app.ctx.sites, key);
    for (const [name, value] of Object.entries(site.settings))
      terminal.print(`${name} = ${JSON.stringify(value)}`);
    return 0;
  });
}

function set(terminal: Terminal, key: string | undefined, [name, value]: readonly string[]): Promise<number> {
  if (name === undefined || value === undefined) throw new UsageError("Say which setting and which value.");
  return withApp(terminal, async ({ app: { ctx } }) => {
    try {
      const site = withSetting(chosenSite(ctx.sites, key), name, value);
      await ctx.db.transact((tx) => changeSite(tx, site, ctx.now(), "cli"));
      terminal.print(
        `${site.key}: ${name} = ${JSON.stringify(site.settings[name as keyof typeof site.settings])}`,
      );
      return 0;
    } catch (error) {
      if (error instanceof SettingError) throw new UsageError(error.message);
      throw error;
    }
  });
}

function section(
  terminal: Terminal,
  key: string | undefined,
  [slug, ...name]: readonly string[],
): Promise<number> {
  if (!slug || name.length === 0) throw new UsageError("A section needs a slug and a name.");
  return withApp(terminal, async ({ app: { ctx } }) => {
    const site = chosenSite(ctx.sites, key);
    await ctx.db.transact(async (tx) => {
      await addSection(tx, site.id, { slug, name: name.join(" ") });
      await changeSite(tx, site, ctx.now());
    });
    terminal.print(`${site.name} has a section ${name.join(" ")} at /sections/${slug}`);
    return 0;
  });
}
