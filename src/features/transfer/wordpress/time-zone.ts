import { offsetAt } from "../../stories/zoned-time.ts";
import type { Clocks } from "./wxr-report.ts";

/** Where clocks are known to most, for offsets that many places share. */
const wellKnown = (
  "UTC Europe/London Europe/Berlin Europe/Athens Europe/Istanbul Europe/Moscow America/New_York America/Chicago " +
  "America/Denver America/Los_Angeles America/Sao_Paulo Asia/Baghdad Asia/Tehran Asia/Dubai Asia/Karachi Asia/Kolkata " +
  "Asia/Dhaka Asia/Bangkok Asia/Shanghai Asia/Tokyo Australia/Sydney Pacific/Auckland Africa/Lagos Africa/Johannesburg"
).split(" ");

/** So many samples must agree with a zone: a blog that moved, or once set its clock by hand, has others too. */
const enough = 0.6;

/**
 * The IANA time zone whose clocks showed what an export's local times say. Of several, one where the language is at
 * home, else `usual`, else a well-known one. Null where none fits.
 */
export function zoneOfClocks(
  { samples }: Pick<Clocks, "samples">,
  language: string,
  usual: string,
): string | null {
  if (samples.length === 0) return null;
  const atHome = zonesOf(language);
  const zones = new Set([
    ...wellKnown.filter((zone) => atHome.includes(zone)),
    ...atHome,
    usual,
    ...wellKnown,
    ...Intl.supportedValuesOf("timeZone"),
  ]);
  let best = { zone: "", agreeing: 0 };
  for (const zone of zones) {
    const agreeing = samples.filter(({ at, offset }) => offsetAt(at, zone) === offset).length;
    if (agreeing === samples.length) return zone;
    if (agreeing > best.agreeing) best = { zone, agreeing };
  }
  return best.agreeing >= samples.length * enough ? best.zone : null;
}

function zonesOf(language: string): string[] {
  try {
    return new Intl.Locale(language).maximize().getTimeZones?.() ?? [];
  } catch {
    return [];
  }
}
