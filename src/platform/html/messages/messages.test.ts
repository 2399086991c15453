import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { ar } from "./ar.ts";
import { ckb } from "./ckb.ts";
import { en, type MessageId } from "./en.ts";

const catalogues = { en, ar, ckb } as const;
const ids = Object.keys(en) as MessageId[];

type Ast = ReturnType<IntlMessageFormat["getAst"]>;

function parse(text: string, language: string): Ast {
  return new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst();
}

/** The arguments that a message names, in plurals too. */
function argumentsOf(ast: Ast): Set<string> {
  const found = new Set<string>();
  for (const element of ast) {
    if (element.type === 0 || element.type === 7) continue;
    if ("value" in element) found.add(element.value);
    if (element.type === 6 || element.type === 5) {
      for (const option of Object.values(element.options))
        for (const name of argumentsOf(option.value)) found.add(name);
    }
  }
  return found;
}

/** The plural categories that a message's plurals have words for. */
function pluralsOf(ast: Ast): string[][] {
  return ast.flatMap((element) => (element.type === 6 ? [Object.keys(element.options)] : []));
}

describe.each(Object.entries(catalogues))("the %s catalogue", (language, catalogue) => {
  it("has every message", () => {
    expect(Object.keys(catalogue).toSorted()).toEqual(ids.toSorted());
  });

  it("names the same arguments as the English one", () => {
    for (const id of ids) {
      expect([...argumentsOf(parse(catalogue[id], language))].toSorted(), id).toEqual(
        [...argumentsOf(parse(en[id], "en"))].toSorted(),
      );
    }
  });

  it("has a word for every plural that the language makes", () => {
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const id of ids) {
      for (const options of pluralsOf(parse(catalogue[id], language))) {
        const missing = wanted.filter((category) => {
          const exact = { zero: "=0", one: "=1", two: "=2" }[category as string];
          return !options.includes(category) && !(exact && options.includes(exact));
        });
        expect(missing, `${id} in ${language}`).toEqual([]);
      }
    }
  });
});

describe("messages", () => {
  it("are all used", () => {
    const src = fileURLToPath(new URL("../../..", import.meta.url));
    const text = readdirSync(src, { recursive: true, withFileTypes: true })
      .filter(
        (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.endsWith("messages"),
      )
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
      .join("\n");
    // Some are asked for by a name that is put together: `sort.${sort}`.
    const patterns = [...text.matchAll(/`([a-zA-Z.]*)\$\{[^}]+\}([a-zA-Z.]*)`/g)].map(
      ([, before = "", after = ""]) =>
        new RegExp(`^${before.replaceAll(".", "\\.")}\\w+${after.replaceAll(".", "\\.")}$`),
    );
    const isUsed = (id: string) =>
      text.includes(`"${id}"`) || patterns.some((pattern) => pattern.source.length > 8 && pattern.test(id));
    expect(ids.filter((id) => !isUsed(id))).toEqual([]);
  });
});
