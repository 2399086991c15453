import { posix } from "node:path";
import type { Answer } from "./connection.ts";
import { plainText } from "./run-job.ts";
import { askOnce, type Server } from "./servers.ts";
import type { ServerPart } from "./setting.ts";
import type { Row } from "./table.ts";

/** What a story page weighs on its way to a browser: page, stylesheets and scripts with their headers, compressed. */
export const measureWeight: ServerPart = async ({ paper }, server) => {
  const { total, scripts, notes, wrong } = await weigh(server, `/stories/${paper.fifty}?per=50`);
  return [
    weightRow("over the wire: story page with 50 comments, style and scripts", total, 60, notes),
    weightRow("of that, scripts", scripts, 10, []),
  ].map((row) => ({ ...row, wrong }));
};

/** The same for somebody who is signed in. */
export async function ownWeight(server: Server, path: string, cookies: string): Promise<Row> {
  const { total, notes, wrong } = await weigh(server, path, cookies);
  return { ...weightRow("over the wire: the same for a signed-in reader", total, 60, notes), wrong };
}

/** A page with its style and scripts: bytes. */
async function weigh(server: Server, path: string, cookies?: string) {
  const page = await askOnce(server, path, cookies);
  const html = plainText(page);
  const styles = await askAll(server, stylesheetsIn(html));
  const scripts = await askAll(server, await withImports(server, scriptsIn(html)));
  const [pageBytes, styleBytes, scriptBytes] = [[page], styles, scripts].map(bytesOf);
  const wrong = [page, ...styles, ...scripts].flatMap(({ status }) =>
    status === 200 ? [] : [`answered ${status}`],
  );
  const notes = [
    `page ${kilobytes(pageBytes)} kB, ${styles.length} stylesheets ${kilobytes(styleBytes)} kB, ` +
      `${scripts.length} scripts ${kilobytes(scriptBytes)} kB, those among them that a page may load later`,
  ];
  const total = (pageBytes ?? 0) + (styleBytes ?? 0) + (scriptBytes ?? 0);
  return { total, scripts: scriptBytes ?? 0, notes, wrong };
}

function weightRow(what: string, bytes: number, atMost: number, notes: readonly string[]): Row {
  const figure = { value: bytes / 1000, unit: "kB" } as const;
  return { what, figure, baseline: null, reach: { atMost }, notes, wrong: [] };
}

function bytesOf(answers: readonly Answer[]): number {
  const endOfHead = 4;
  return answers.reduce((sum, { head, length }) => sum + head.length + endOfHead + length, 0);
}

function kilobytes(bytes = 0): string {
  return (bytes / 1000).toFixed(1);
}

function stylesheetsIn(html: string): string[] {
  const links = html.match(/<link\b[^>]*>/g) ?? [];
  return links.filter((link) => /rel="?stylesheet/.test(link)).flatMap((link) => addressIn(link, "href"));
}

function scriptsIn(html: string): string[] {
  const scripts = (html.match(/<script\b[^>]*>/g) ?? []).flatMap((script) => addressIn(script, "src"));
  const preloads = (html.match(/<link\b[^>]*>/g) ?? []).filter((link) => /modulepreload/.test(link));
  return [...scripts, ...preloads.flatMap((link) => addressIn(link, "href"))];
}

function addressIn(tag: string, attribute: string): string[] {
  const found = new RegExp(`\\b${attribute}="?([^"\\s>]+)`).exec(tag)?.[1];
  return found === undefined ? [] : [found];
}

/** Scripts with all that they import, at once or later. */
async function withImports(server: Server, addresses: readonly string[]): Promise<string[]> {
  const known = new Set(addresses);
  // A set can be added to while it is walked.
  for (const address of known) {
    const script = plainText(await askOnce(server, address));
    for (const [, to] of script.matchAll(/(?:from|import)\s*\(?\s*["'`](\.[^"'`]+)["'`]/g))
      if (to) known.add(posix.join(posix.dirname(address), to));
  }
  return [...known];
}

async function askAll(server: Server, addresses: readonly string[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const address of new Set(addresses)) answers.push(await askOnce(server, address));
  return answers;
}
