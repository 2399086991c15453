/** The same with the digits of ASCII: Arabic keyboards type U+0660 to U+0669, Persian and Sorani ones U+06F0 to U+06F9. */
export function inAsciiDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}
