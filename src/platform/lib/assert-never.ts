/** The end of an exhaustive switch: the compiler names what was left out. */
export function assertNever(value: never): never {
  throw new Error(`Not handled: ${JSON.stringify(value)}`);
}
