import type { Context } from "../../../context.ts";
import type { MemberId } from "../../../platform/lib/ids.ts";

const count = 10;
// Five bits each; none looks like another.
const letters = "abcdefghjkmnpqrstuvwxyz23456789";

/** Ten codes of ten letters, which nobody can guess: some 49 bits each. */
export function newRecoveryCodes({ token }: Pick<Context, "token">): string[] {
  return Array.from({ length: count }, () => {
    let code = "";
    while (code.length < 10)
      // Bytes beyond the last whole multiple would make some letters likelier.
      for (const byte of Buffer.from(token(), "base64url"))
        if (byte < 248 && code.length < 10) code += letters[byte % letters.length];
    return `${code.slice(0, 5)}-${code.slice(5)}`;
  });
}

/** What was typed as a recovery code has it, or null where it can't be one. */
export function readRecoveryCode(typed: string): string | null {
  const code = typed.toLowerCase().replace(/[\s\p{Pd}]/gu, "");
  return /^[a-z2-9]{10}$/.test(code) ? code : null;
}

export function recoveryHash({ keys }: Pick<Context, "keys">, memberId: MemberId, code: string): string {
  return keys.hash("factor", `recovery ${memberId} ${code.replace("-", "")}`);
}
