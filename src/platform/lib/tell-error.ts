/** What a log says of an error: not the further fields of a database's errors, where whole rows may stand. */
export function tellError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = "code" in error ? { code: error.code } : {};
  const cause = error.cause === undefined ? {} : { cause: tellError(error.cause) };
  return { type: error.name, message: error.message, stack: error.stack, ...code, ...cause };
}
