import { solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/web/pbkdf2";

/** Fetches a proof-of-work challenge and works on it; gives what goes back with the form. */
export async function solve(url: string): Promise<string> {
  const response = await fetch(url, { credentials: "same-origin" });
  const challenge = await response.json();
  const solution = await solveChallenge({ challenge, deriveKey });
  if (!solution) throw new Error("no solution");
  return JSON.stringify({ challenge, solution });
}
