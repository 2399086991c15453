import type { Context } from "../../../context.ts";
import type { NoticeRow } from "./notice.store.ts";

/** The name under which a notice came, for the desk alone; empty: none was given, or it is forgotten. */
export function nameOfSender({ keys }: Pick<Context, "keys">, { name_sealed }: NoticeRow): string {
  return name_sealed === null ? "" : keys.open("address", name_sealed);
}
