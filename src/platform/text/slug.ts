/**
 * A slug of a text in any script: letters, marks and digits, words joined by hyphens, at most 80 characters. May be
 * empty.
 */
export function slugify(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Script=Latin}\p{M}+/gu, (letter) => letter.charAt(0))
    .normalize("NFC")
    .toLowerCase()
    .replace(/['’ʼ`]/g, "")
    .replace(/[^\p{L}\p{M}\p{N}\u200c]+/gu, "-")
    .slice(0, 80)
    .replace(/^-+|-+$/g, "");
}
