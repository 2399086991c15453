type KeysOf<Part> = Part extends unknown ? keyof Part : never;

/**
 * Catalogues joined into one. Spreading them into a literal would have the engine make a shape for each of a thousand
 * keys: forty megabytes at the start of the program, for the languages that there are.
 */
export function joined<const Parts extends readonly object[]>(
  parts: Parts,
): Readonly<Record<KeysOf<Parts[number]> & string, string>> {
  return Object.assign(Object.create(null), ...parts);
}
