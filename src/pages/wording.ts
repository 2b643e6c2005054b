/** Dates and numbers as people write them, names for terms that are not ours, and addresses that are safe to link. */
import { LRUCache } from "lru-cache";
import type { Language } from "../http/documents.js";
import { foreignName } from "./foreign-names.js";
import { licenceName } from "./licences.js";
import { type Literal, XSD } from "../rdf/terms.js";

const LOCALES = { nl: "nl-NL", en: "en-GB" } as const;
const NUMERIC = new Set(
  ["integer", "decimal", "int", "long", "nonNegativeInteger", "double", "float"].map((n) => XSD + n),
);

// Making a formatter costs a hundred times what using it does.
const ZONE = "Europe/Amsterdam";
const FORMATS = {
  nl: formatters(LOCALES.nl),
  en: formatters(LOCALES.en),
};

function formatters(
  locale: string,
): Record<"number", Intl.NumberFormat> &
  Record<"day" | "moment" | "clock", Intl.DateTimeFormat> &
  Record<CodeKind, Intl.DisplayNames> {
  return {
    // Four digits stay together, as in a year.
    number: new Intl.NumberFormat(locale, { useGrouping: "min2", maximumFractionDigits: 6 }),
    day: new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: ZONE }),
    moment: new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: ZONE }),
    clock: new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }),
    language: new Intl.DisplayNames(locale, { type: "language", fallback: "none" }),
    region: new Intl.DisplayNames(locale, { type: "region", fallback: "none" }),
  };
}

/** What codes stand for: languages of BCP 47, countries of ISO 3166. */
export type CodeKind = "language" | "region";

/** "Nederlands" for `nl`; undefined for a code that there is not. */
export function nameOfCode(kind: CodeKind, code: string, language: Language): string | undefined {
  return FORMATS[language][kind].of(code);
}

export function formatNumber(value: number, language: Language): string {
  return FORMATS[language].number.format(value);
}

/** Days as they are written: a page says of each statement when it was loaded, and formatting is slow. */
const days = new LRUCache<string, string>({ max: 1000 });

export function formatDate(date: Date, language: Language): string {
  const key = `${language}${date.getTime()}`;
  let day = days.get(key);
  if (day === undefined) days.set(key, (day = FORMATS[language].day.format(date)));
  return day;
}

/** A moment, by the clock in the Netherlands. */
export function formatMoment(date: Date, language: Language): string {
  return FORMATS[language].moment.format(date);
}

/** A day `yyyy-mm-dd`; a year, or what is no day of the calendar, stays as it is. */
export function formatDay(day: string, language: Language): string {
  if (day.length === 4) return day;
  // Noon keeps the day what it is in any zone.
  const date = new Date(`${day}T12:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? formatDate(date, language) : day;
}

export function formatBytes(bytes: number, language: Language): string {
  const units = ["B", "kB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const rounded = value >= 10 || unit === 0 ? Math.round(value) : Math.round(value * 10) / 10;
  return `${formatNumber(rounded, language)} ${units[unit] ?? ""}`;
}

/** Midnight where it was written down; that of UTC is an hour of the night here. */
const MIDNIGHT = /T00:00:00(?:\.0+)?(?:[+-]\d\d:\d\d)?$/;

const ZONED = /(?:Z|[+-]\d\d:\d\d)$/;

/** A literal for people; what is not a well-formed date or number stays as it is. */
export function formatLiteral(term: Literal, language: Language): string {
  const { value } = term;
  const type = term.datatype.value;
  if (!type.startsWith(XSD)) return value;
  if (NUMERIC.has(type)) {
    const number = Number(value);
    return /^[+-]?[0-9.]{1,15}$/.test(value) && Number.isFinite(number) ? formatNumber(number, language) : value;
  }
  if (type === `${XSD}boolean`) {
    if (value !== "true" && value !== "false") return value;
    return language === "nl" ? (value === "true" ? "ja" : "nee") : value === "true" ? "yes" : "no";
  }
  if (type === `${XSD}date`) return formatDay(value, language);
  if (type === `${XSD}dateTime` && /^\d{4}-\d\d-\d\dT/.test(value)) {
    const date = new Date(value);
    if (Number.isNaN(date.getTime())) return value;
    // A source that gives days as moments means the day.
    if (MIDNIGHT.test(value)) return formatDay(value.slice(0, 10), language);
    // Without a zone it is a time of the clock, wherever that hangs.
    if (!ZONED.test(value)) return FORMATS[language].clock.format(new Date(`${value}Z`));
    return formatMoment(date, language);
  }
  return value;
}

/** The address when it may be a link: a script or a file of a hostile source may not. */
export function safeHref(url: string): string | undefined {
  return /^(?:https?:\/\/|mailto:|tel:)/i.test(url) && URL.canParse(url) ? url : undefined;
}

/** Whether a term of another vocabulary has a name here. */
export function isNamed(iri: string): boolean {
  return foreignName(iri, "nl") !== undefined || licenceName(iri) !== undefined;
}

/** The name of a term of another vocabulary; failing that, its local name with its words apart. */
export function termName(iri: string, language: Language): string {
  const known = foreignName(iri, language) ?? licenceName(iri);
  if (known !== undefined) return known;
  const local = /[#/:]([^#/:]+)\/?$/.exec(iri)?.[1] ?? iri;
  const words = local.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " ");
  return iri.includes("#") || /^http:\/\/(?:schema\.org|purl\.org|xmlns\.com)\//.test(iri)
    ? words.toLowerCase()
    : local;
}
