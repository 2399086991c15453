/** A setting that can't be used. The message names it and says what would be right. */
export class ConfigError extends Error {
  override name = "ConfigError";
}
