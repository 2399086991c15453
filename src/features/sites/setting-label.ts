import type { Locale } from "../../platform/html/locale.ts";
import { type SettingName, settingNames } from "./setting-fields.ts";

/** What a setting is called. The log may know some that aren't settings of the desk: those go by their own names. */
export function settingLabel(locale: Locale, name: string): string {
  const known: SettingName | undefined = settingNames.find((each) => each === name);
  return known ? locale.message(`setting.${known}`) : name;
}
