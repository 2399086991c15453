import { IntlMessageFormat } from "intl-messageformat";
import { ar } from "./messages/ar.ts";
import { ckb } from "./messages/ckb.ts";
import { en, type MessageId } from "./messages/en.ts";

export type { MessageId } from "./messages/en.ts";
export type MessageValues = Record<string, string | number>;

/** A catalogue: every message in one language, in ICU MessageFormat. */
export type Catalogue = Readonly<Record<MessageId, string>>;

const catalogues: Readonly<Record<string, Catalogue>> = { en, ar, ckb };

/** Whether there is such a message: for names that were put together or kept. */
export function isMessageId(name: string): name is MessageId {
  return name in en;
}

/** The languages that have a catalogue. */
export const languages: readonly string[] = Object.keys(catalogues);

// Which customs of a language are meant where its name alone leaves them open.
const customs: Readonly<Record<string, string>> = { en: "en-GB", ar: "ar-IQ", ckb: "ckb" };

/** How one site speaks: its messages, numbers, dates and hours, in its language and time zone. */
export interface Locale {
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  readonly timeZone: string;
  message(id: MessageId, values?: MessageValues): string;
  /** The same for values that were kept, maybe by another version: null where the message asks for others. */
  tryMessage(id: MessageId, values: MessageValues): string | null;
  number(value: number): string;
  /** 14:05 */
  hour(at: number): string;
  /** 9 June */
  day(at: number): string;
  /** Tuesday 9 June 2026 */
  fullDay(at: number): string;
  /** Tuesday, or in short Tue, for 2: days from Sunday, 0. */
  weekday(day: number, width?: "long" | "short"): string;
  /** June 2026 */
  month(at: number): string;
  /** 9 June, 14:05; with the year when it isn't this one. */
  moment(at: number, now: number): string;
  /** How long ago, in words: "6 minutes ago", "yesterday", later a date. */
  ago(at: number, now: number): string;
}

const known = new Map<string, Locale>();

/** The locale of a language (BCP 47) and an IANA time zone. A language without a catalogue speaks English. */
export function localeOf(language: string, timeZone: string): Locale {
  const key = `${language} ${timeZone}`;
  const found = known.get(key);
  if (found) return found;
  const made = makeLocale(language, timeZone);
  known.set(key, made);
  return made;
}

function makeLocale(language: string, timeZone: string): Locale {
  const base = language.split("-")[0] ?? language;
  const catalogue = catalogues[language] ?? catalogues[base] ?? en;
  const tag = customs[language] ?? language;
  const message = messages(catalogue, tag);
  const parts = new Intl.DateTimeFormat(tag, {
    timeZone,
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  const clock = new Intl.DateTimeFormat(tag, {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const isoDay = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
  const sortable = remembered(aQuarter, (at) => isoDay.format(at));
  const numbers = new Intl.NumberFormat(tag);
  // How a language joins day, month and year is a message: its readers know better than the pattern tables.
  const spelt = base === "ckb" ? spellSorani : (word: string) => word;
  const date = (id: "time.day" | "time.dayOfYear" | "time.fullDay" | "time.month") =>
    remembered(aQuarter, (at) =>
      message(id, Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, spelt(value)]))),
    );
  const hour = remembered(aMinute, (at) => clock.format(at));
  const day = date("time.day");
  const dayOfYear = date("time.dayOfYear");
  const fullDay = date("time.fullDay");
  const weekday = (width: "long" | "short") => {
    const format = new Intl.DateTimeFormat(tag, { timeZone: "UTC", weekday: width });
    return (day: number) => spelt(format.format(aSunday + day * 4 * 24 * aQuarter));
  };
  const weekdays = { long: weekday("long"), short: weekday("short") };
  const month = date("time.month");
  const dayWithYear = (at: number, now: number) =>
    sortable(at).slice(0, 4) === sortable(now).slice(0, 4) ? day(at) : dayOfYear(at);
  return {
    language,
    direction: directionOf(language),
    timeZone,
    message,
    tryMessage: (id, values) => {
      try {
        return message(id, values);
      } catch {
        return null;
      }
    },
    number: (value) => numbers.format(value),
    hour,
    day,
    fullDay,
    weekday: (day, width = "long") => weekdays[width](day),
    month,
    moment: (at, now) => message("time.moment", { day: dayWithYear(at, now), hour: hour(at) }),
    ago: (at, now) => {
      const minutes = Math.floor((now - at) / 60_000);
      if (minutes < 1) return message("time.now");
      if (minutes < 60) return message("time.minutes", { n: minutes });
      if (minutes < 24 * 60) return message("time.hours", { n: Math.floor(minutes / 60) });
      const days = Math.round((Date.parse(sortable(now)) - Date.parse(sortable(at))) / 86_400_000);
      if (days <= 1) return message("time.yesterday");
      return days < 7 ? message("time.days", { n: days }) : dayWithYear(at, now);
    },
  };
}

const aMinute = 60_000;
/** Days begin at whole quarters of an hour (UTC) in every time zone since 1972. */
const aQuarter = 15 * aMinute;
const aSunday = Date.UTC(2026, 5, 7);
const mostRemembered = 2000;

/** The same function, asked once for all times of a span of `span` milliseconds: formatting costs microseconds. */
function remembered(span: number, format: (at: number) => string): (at: number) => string {
  const known = new Map<number, string>();
  return (at) => {
    const key = Math.floor(at / span);
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= mostRemembered) known.clear();
    const made = format(at);
    known.set(key, made);
    return made;
  };
}

/** CLDR writes some Sorani names with another h, and December with one w. */
function spellSorani(word: string): string {
  return word.replaceAll("\u06be", "\u0647").replace("کانونی", "کانوونی");
}

type Format = (values?: MessageValues) => string;

function messages(catalogue: Catalogue, tag: string) {
  const compiled = new Map<MessageId, Format>();
  return (id: MessageId, values?: MessageValues): string => {
    const format = compiled.get(id) ?? compile(catalogue[id], tag);
    compiled.set(id, format);
    return format(values);
  };
}

// Nothing but names in braces: those are filled in, with no rules of a language.
const plainText = /^[^{}'#]*(?:\{\w+\}[^{}'#]*)*$/;

function compile(text: string, tag: string): Format {
  if (!plainText.test(text)) {
    const format = new IntlMessageFormat(text, tag, undefined, { ignoreTag: true });
    return (values) => String(format.format(values));
  }
  const parts = text.split(/\{(\w+)\}/);
  if (parts.length === 1) return () => text;
  return (values = {}) =>
    parts.map((part, index) => (index % 2 === 0 ? part : wordFor(values, part))).join("");
}

function wordFor(values: MessageValues, name: string): string {
  const value = values[name];
  if (value === undefined) throw new Error(`a message lacks its value "${name}"`);
  return String(value);
}

const rightToLeft = new Set(["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"]);

export function directionOf(language: string): "ltr" | "rtl" {
  return rightToLeft.has(language.split("-")[0] ?? "") ? "rtl" : "ltr";
}
