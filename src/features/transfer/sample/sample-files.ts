import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { reportReasons } from "../../moderation/reasons.ts";
import { listKinds } from "../../moderation/words/word-list.ts";

const siteFile = z.object({
  key: z.string(),
  name: z.string(),
  tagline: z.string(),
  language: z.string(),
  address: z.string(),
  sections: z.array(z.object({ slug: z.string(), name: z.string() })),
  rules: z.array(z.string()),
  about: z.string(),
  privacy: z.string(),
});

const time = z.union([z.string(), z.date().transform((date) => date.toISOString().slice(0, 19))]);

export interface SampleComment {
  name: string;
  at: string;
  text: string;
  recommends: number;
  status: "published" | "pending" | "rejected" | "withdrawn";
  rule: number | null;
  staff: boolean;
  title: string;
  lang: string | null;
  replies: SampleComment[];
}

const sampleComment: z.ZodType<SampleComment> = z.lazy(() =>
  z.object({
    name: z.coerce.string(),
    at: time,
    text: z.coerce.string(),
    recommends: z.number().int().default(0),
    status: z.enum(["published", "pending", "rejected", "withdrawn"]).default("published"),
    rule: z.number().int().nullable().default(null),
    staff: z.boolean().default(false),
    title: z.string().default(""),
    lang: z.string().nullable().default(null),
    replies: z.array(sampleComment).default([]),
  }),
) as z.ZodType<SampleComment>;

const deskFile = z.object({
  lists: z.array(z.object({ name: z.string(), kind: z.enum(listKinds), entries: z.string() })),
  posts: z.array(z.object({ story: z.string(), name: z.string(), at: time, text: z.string() })),
  reports: z.array(
    z.object({ story: z.string(), name: z.string(), reason: z.enum(reportReasons), note: z.string() }),
  ),
});

/** What a new desk finds. */
export type SampleDesk = z.output<typeof deskFile>;
export type SamplePost = SampleDesk["posts"][number];
export type SampleReport = SampleDesk["reports"][number];

export interface SampleEdition {
  site: z.output<typeof siteFile>;
  desk: SampleDesk;
  stories: { name: string; file: string; source: string; comments: SampleComment[] }[];
}

/** The editions of the sample newspaper, English first. Each folder of `folder` with a site.yaml is one. */
export function readSample(folder: string): SampleEdition[] {
  return ["en", "ar", "ckb"]
    .filter((key) => existsSync(join(folder, key, "site.yaml")))
    .map((key) => readEdition(join(folder, key)));
}

function readEdition(folder: string): SampleEdition {
  const site = siteFile.parse(parseYaml(readFileSync(join(folder, "site.yaml"), "utf8")));
  const stories = readdirSync(join(folder, "stories"))
    .filter((name) => name.endsWith(".md"))
    .map((fileName) => {
      const name = fileName.slice(0, -3);
      const file = join(folder, "stories", fileName);
      const talk = join(folder, "comments", `${name}.yaml`);
      return {
        name,
        file,
        source: readFileSync(file, "utf8"),
        comments: existsSync(talk)
          ? z.array(sampleComment).parse(parseYaml(readFileSync(talk, "utf8"), { schema: "core" }))
          : [],
      };
    });
  const desk = deskFile.parse(
    parseYaml(readFileSync(join(folder, "desk.yaml"), "utf8"), { schema: "failsafe" }),
  );
  return { site, desk, stories };
}
