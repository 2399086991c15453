import { z } from "zod";
import { type Route, route } from "../../context.ts";
import { renderPage } from "../../platform/html/render.ts";
import { problem, redirect, sharedPage } from "../../platform/http/answer.ts";
import { shows } from "../../shows.ts";
import { oldAddressTarget } from "./old-addresses.routes.ts";
import { RulesPage, TextPage } from "./site-pages.view.tsx";

const textPage = (name: "about" | "privacy") =>
  route({
    method: "GET",
    path: `/${name}`,
    access: "anyone",
    input: z.object({}),
    shared: true,
    handle: async ({ world, url }) => {
      const markdown = world.site.settings[name];
      // The site that this one came from may have had a page of that name.
      const target = markdown ? null : await oldAddressTarget(world, url);
      if (!markdown) return target === null ? problem("notFound") : redirect(target, 301);
      const html = renderPage(TextPage({ world, heading: `${name}.heading`, markdown, path: `/${name}` }));
      return sharedPage(html, { shows: [shows.sites] });
    },
  });

const rules = route({
  method: "GET",
  path: "/rules",
  access: "anyone",
  input: z.object({}),
  shared: true,
  handle: async ({ world }) =>
    world.site.settings.rules.length === 0 && world.site.settings.contactEmail === null
      ? problem("notFound")
      : sharedPage(renderPage(RulesPage({ world })), { shows: [shows.sites] }),
});

export const siteRoutes: readonly Route[] = [textPage("about"), textPage("privacy"), rules];
