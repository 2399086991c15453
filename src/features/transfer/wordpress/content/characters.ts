// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
const controls = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\ufeff\ufff9-\ufffb\ufffe\uffff]/g;
// Embeddings, overrides and isolates turn the text round them. https://www.unicode.org/reports/tr9/
const bidiControls = /[\u202a-\u202e\u2066-\u2069]/g;

/** No control characters, no bidirectional controls, no lone surrogates; line ends are \n. */
export function cleanCharacters(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(controls, "")
    .replace(bidiControls, "");
}
