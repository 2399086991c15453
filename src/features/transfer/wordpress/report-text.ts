import { duration, number } from "../import/progress.ts";
import { countOf, sumOf, type Tally } from "../import/tally.ts";
import { howMended, type MendKind, type WxrReport } from "./wxr-report.ts";

/** The report of an import, in words for the editor whose paper it is. */

export interface ReportInput {
  tally: Tally;
  before: Tally;
  wxr: WxrReport | null;
  siteName: string;
  isDryRun: boolean;
  withPages: boolean;
  seconds: number;
}

const skippedItems: readonly (readonly [string, string, string])[] = [
  ["page", "page|pages", "take them with --pages"],
  ["draft", "draft|drafts", "never published"],
  ["pending", "story waiting for review|stories waiting for review", "never published"],
  ["scheduled", "scheduled story|scheduled stories", "not out yet; import again when they are"],
  ["private", "private story|private stories", "only staff could read them"],
  ["password", "story behind a password|stories behind a password", "only some could read them"],
  ["trashed", "story in the trash|stories in the trash", "thrown away there"],
  ["empty", "empty story|empty stories", "no headline and no text"],
  ["contact-form", "contact form message|contact form messages", "private mail"],
  [
    "attachment",
    "file of the media library|files of the media library",
    "pictures come with the stories that show them",
  ],
  ["menu", "menu entry|menu entries", "part of the old site's look"],
  ["design", "template or style|templates and styles", "part of the old site's look"],
  ["custom-type", "thing of a plugin|things of plugins", "neither posts nor pages"],
  [
    "custom-status",
    "story with a status of a plugin|stories with a status of a plugin",
    "not known to be public",
  ],
];

const skippedComments: readonly (readonly [string, string, string])[] = [
  ["ping", "pingback or trackback|pingbacks and trackbacks", "other sites' machines, not readers"],
  ["trash", "comment in the trash|comments in the trash", "thrown away there"],
  ["empty", "empty comment|empty comments", "nothing to read in them"],
  ["other-type", "note of a plugin|notes of plugins", "not readers' comments"],
  ["with-item", "comment or ping|comments and pings", "below what is not taken"],
];

const mendedByUs: readonly (readonly [string, string])[] = [
  ["slug-taken", "A story's address was another's already: it got a number at its end."],
  ["no-title", "A story had no headline: it got its first words, or its date."],
  ["no-date", "A story had no date: it got that of its first comment, or of the story before it."],
  ["parent-missing", "A reply answers a comment that the file doesn't hold: it stands by itself."],
  ["comment-too-long", "A comment of more than 100,000 characters was cut."],
  [
    "name-was-address",
    "A comment was signed with an e-mail address: only what stands before the @ is shown.",
  ],
  ["picture-unknown", "A picture is only named by a number that the file doesn't explain: left out."],
  ["script", "A script was removed from a story."],
  ["form", "A form was removed from a story."],
  ["player-to-link", "A player became a link to what it plays."],
  ["unknown-shortcode", "A shortcode of an unknown plugin was removed, its text kept."],
  ["picture-without-address", "A picture without an address was left out."],
  ["too-deep", "A text was nested too deep: its markup was removed."],
];

const failures: readonly (readonly [string, string])[] = [
  ["not-found", "no longer there"],
  ["unreachable", "the server can't be reached"],
  ["refused", "the server refused"],
  ["no-picture", "not a picture that can be read"],
  ["too-large", "larger than 40 MB"],
  ["too-slow", "took longer than a minute"],
  ["too-many-redirects", "led on and on"],
  ["not-public", "not on the public internet"],
  ["bad-address", "not a web address"],
];

export function reportLines(input: ReportInput): string[] {
  const { tally, isDryRun } = input;
  const heading = isDryRun
    ? `What an import into ${input.siteName} would take`
    : `Imported into ${input.siteName}`;
  const notTaken = [
    ...skippedLines(tally, "item.skipped", skippedItems),
    ...skippedLines(tally, "comment.skipped", skippedComments),
  ];
  const blocks = [
    [heading, ...takenLines(input).map(indented)],
    section("Not taken", notTaken),
    section("Mended", [...fileMends(input.wxr), ...ourMends(tally)]),
    section(
      "Pictures that could not be fetched (run the same command again to try anew)",
      failureLines(tally),
    ),
    [speedLine(input)],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .flatMap((block, index) => (index > 0 ? ["", ...block] : block));
}

function indented(line: string): string {
  return `  ${line}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map(indented)];
}

/** "1 page", "1,204 pages"; `words` is "page|pages". */
function amount(n: number, words: string): string {
  const [one = "", many = one] = words.split("|");
  return `${number(n)} ${n === 1 ? one : many}`;
}

function takenLines({ tally, withPages }: ReportInput): string[] {
  const statuses = [
    ["published", "published"],
    ["pending", "waiting for a decision"],
    ["spam", "spam, which nobody sees"],
  ].flatMap(([status, words]) => {
    const n = countOf(tally, `comment.added.${status}`);
    return n > 0 ? [`${number(n)} ${words}`] : [];
  });
  const comments = sumOf(tally, "comment.added.");
  const known = countOf(tally, "comment.known");
  const pictures = countOf(tally, "picture.linked");
  const fetched = countOf(tally, "picture.fetched");
  return [
    kindLine(tally, "story", "story|stories"),
    ...(withPages ? [kindLine(tally, "page", "page|pages")] : []),
    `${amount(comments, "comment|comments")}${statuses.length > 0 ? `: ${statuses.join(", ")}` : ""}${known > 0 ? `; ${number(known)} were here already` : ""}`,
    ...(pictures > 0
      ? [
          `${amount(pictures, "picture|pictures")} in them${fetched > 0 ? `; ${number(fetched)} fetched now` : ", as links to where they lie (--fetch-media brings them here)"}`,
        ]
      : []),
    ...(countOf(tally, "address.kept") > 0
      ? [`${amount(countOf(tally, "address.kept"), "old address leads|old addresses lead")} to the new ones`]
      : []),
  ];
}

function kindLine(tally: Tally, kind: string, words: string): string {
  const parts = [
    [countOf(tally, `${kind}.changed`), "changed since the last import"],
    [countOf(tally, `${kind}.known`), "here already, unchanged"],
  ] as const;
  const more = parts.flatMap(([n, what]) => (n > 0 ? [`; ${number(n)} ${what}`] : []));
  return amount(countOf(tally, `${kind}.added`), words) + more.join("");
}

function skippedLines(
  tally: Tally,
  prefix: string,
  rows: readonly (readonly [string, string, string])[],
): string[] {
  return rows.flatMap(([key, words, why]) => {
    const n = countOf(tally, `${prefix}.${key}`);
    return n > 0 ? [`${amount(n, words)}: ${why}`] : [];
  });
}

/** What we know better once the comments are written is said there. */
const saidElsewhere = new Set<string>(["parent-not-in-item"] satisfies MendKind[]);

function fileMends(wxr: WxrReport | null): string[] {
  return [...(wxr?.mends ?? [])].flatMap(([kind, { count, example }]) =>
    saidElsewhere.has(kind) ? [] : [mendLine(howMended[kind], count, example)],
  );
}

function ourMends(tally: Tally): string[] {
  return mendedByUs.flatMap(([key, words]) => {
    const counted = tally[`mended.${key}`];
    return counted ? [mendLine(words, counted.count, counted.example)] : [];
  });
}

function mendLine(words: string, n: number, example: string): string {
  const where = example ? (n === 1 ? ` (in ${example})` : ` (first in ${example})`) : "";
  return `${number(n)} × ${words.replace(/\.$/, "")}${where}`;
}

function failureLines(tally: Tally): string[] {
  return failures.flatMap(([key, words]) => {
    const counted = tally[`picture.failed.${key}`];
    return counted ? [`${number(counted.count)} × ${words} (first at ${counted.example})`] : [];
  });
}

function speedLine({ tally, before, seconds, isDryRun }: ReportInput): string {
  const comments = sumOf(tally, "comment.") - sumOf(before, "comment.");
  // Of a small file it would only tell how long the start takes.
  const rate =
    comments >= 1000 ? `, ${amount(Math.round(comments / seconds), "comment|comments")} a second` : "";
  return isDryRun
    ? `Nothing was written. It took ${duration(seconds)}.`
    : `It took ${duration(seconds)}${rate}.`;
}
