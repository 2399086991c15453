import type { MessageId } from "../../../platform/html/locale.ts";
import { countCharacters, isIntact } from "../../../platform/text/clean.ts";
import type { Complaint } from "./complaint.ts";
import { longestPassword, shortestPassword } from "./passwords.ts";

/** Of zxcvbn's five steps, 0 to 4: "safely unguessable: moderate protection from offline slow-hash scenario". */
const leastScore = 3;
/** Its time grows with the length, and what is as long is strong by its beginning. */
const looked = 64;

/**
 * What is wrong with a new password. `known`: name and address, which it must not be made of. Guesses are counted by
 * zxcvbn (Wheeler, "zxcvbn: Low-Budget Password Strength Estimation", USENIX Security 2016), here, without a network.
 */
export async function checkPassword(password: string, known: readonly string[]): Promise<Complaint[]> {
  const complain = (message: MessageId, n?: number): Complaint[] => [
    { field: "password", message, ...(n === undefined ? {} : { values: { n } }) },
  ];
  if (!isIntact(password)) return complain("error.text.broken");
  const length = countCharacters(password);
  if (length < shortestPassword) return complain("account.password.short", shortestPassword);
  if (length > longestPassword) return complain("account.password.long", longestPassword);
  return (await scoreOf(password, known)) < leastScore ? complain("account.password.weak") : [];
}

async function scoreOf(password: string, known: readonly string[]): Promise<number> {
  const estimate = await loadEstimate();
  const words = known.flatMap((text) => [text, ...text.split(/[\s@._-]+/)]).filter((word) => word.length > 2);
  return estimate(password.slice(0, looked), words);
}

type Estimate = (password: string, known: string[]) => number;
let loaded: Promise<Estimate> | null = null;

/** Loaded when somebody first chooses a password: it knows the passwords and words that people use. */
function loadEstimate(): Promise<Estimate> {
  loaded ??= (async (): Promise<Estimate> => {
    const [{ ZxcvbnFactory }, common, english] = await Promise.all([
      import("@zxcvbn-ts/core"),
      import("@zxcvbn-ts/language-common"),
      import("@zxcvbn-ts/language-en"),
    ]);
    const zxcvbn = new ZxcvbnFactory({
      graphs: common.adjacencyGraphs,
      dictionary: { ...common.dictionary, ...english.dictionary },
    });
    return (password, known) => zxcvbn.check(password, known).score;
  })();
  return loaded;
}
