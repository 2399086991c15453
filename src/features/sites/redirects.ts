// What other features may ask of old addresses.
export { findRedirect, saveRedirect } from "./site.store.ts";
