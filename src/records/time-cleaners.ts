/** Cleaners of times: moments as xsd:dateTime, days, and durations, each in its canonical form (XSD 1.1 part 2 §3.3). */
import { amsterdamDay, amsterdamOffsets } from "./amsterdam-time.js";
import type { Cleaned, Cleaner } from "./cleaner.js";

const MINUTE = 60_000;

const MOMENT =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,18}))?)?(?: ?(Z|[+-]\d{2}(?::?\d{2})?))?$/i;

/** A moment as it is written: the clock, and the zone when there is one. */
interface Written {
  /** Date and time of day as if they were UTC, in milliseconds; whole seconds. */
  readonly local: number;
  /** Digits after the second, without zeros at the end. */
  readonly fraction: string;
  /** In minutes; absent when no zone is written. */
  readonly offset?: number;
}

/** The start of a day that exists, as if it were UTC; undefined for 30 February, and in the year 0. */
export function startOf(day: string): number | undefined {
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time) || day.startsWith("0000")) return undefined;
  return new Date(time).toISOString().startsWith(day) ? time : undefined;
}

function written(value: string): Written | string {
  const parts = MOMENT.exec(value);
  if (parts === null) return "geen tijdstip (jjjj-mm-ddTuu:mm:ss, met of zonder tijdzone)";
  const [, date = "", hour = "", minute = "", second = "00", digits = "", zone] = parts;
  const start = startOf(date);
  if (start === undefined) return "die dag bestaat niet";
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  const fraction = digits.replace(/0+$/, "");
  // 24:00:00 is the end of a day, and so the start of the next (XSD 1.1 part 2 §3.3.7).
  const isEnd = h === 24 && m === 0 && s === 0 && fraction === "";
  if ((h > 23 && !isEnd) || m > 59 || s > 59) return "die tijd bestaat niet";
  const local = start + h * 60 * MINUTE + m * MINUTE + s * 1000;
  if (local >= Date.UTC(10_000, 0)) return "die dag bestaat niet";
  if (zone === undefined) return { local, fraction };
  const offset = offsetOf(zone);
  return offset === undefined ? "die tijdzone bestaat niet" : { local, fraction, offset };
}

/** `+01:00` → 60. */
function offsetOf(zone: string): number | undefined {
  if (/^z$/i.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(":", "") || "0");
  if (minutes > 14 * 60 || Number(zone.slice(-2)) > 59) return undefined;
  return zone.startsWith("-") ? 0 - minutes : minutes;
}

function zoneText(offset: number): string {
  if (offset === 0) return "Z";
  const ahead = new Date(Math.abs(offset) * MINUTE).toISOString().slice(11, 16);
  return `${offset < 0 ? "-" : "+"}${ahead}`;
}

/** A moment in its canonical form; that its day exists is another matter. */
const CANONICAL =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{0,17}[1-9])?(?:Z|[+-](?!00:00)(?:0\d|1[0-3]):[0-5]\d)$/;

/** Whether a moment is canonical as it is written: nearly all that services give are, and need no taking apart. */
function isCanonical(value: string): boolean {
  if (!CANONICAL.test(value)) return false;
  // Every month has 28 days.
  return (value.slice(8, 10) <= "28" && !value.startsWith("0000")) || startOf(value.slice(0, 10)) !== undefined;
}

/** The offset that is written, or else the one that Dutch clocks had; or why it cannot be known. */
function offsetFor({ local, offset }: Written, zone: string | undefined): number | string {
  if (offset !== undefined) return offset;
  if (zone === "UTC") return 0;
  const [only, other] = amsterdamOffsets(local);
  if (only === undefined) return "die tijd bestond in Nederland niet (de klok ging een uur vooruit)";
  if (other !== undefined) return "die tijd kwam in Nederland die nacht twee keer voor; zet de tijdzone erbij";
  return Number.isInteger(only) ? only : "een tijd zonder tijdzone van voor de tijdzones van nu";
}

/** A year without a day, or a month of a year. */
const YEAR_OR_MONTH = /^(?!0000)\d{4}(-(?:0[1-9]|1[0-2]))?$/;

/** `alone(year)`, `alone(month)`: a year (xsd:gYear) or a month (xsd:gYearMonth) that stands alone; of all else nothing. */
const alone: Cleaner = (value, [wanted]) => {
  const found = YEAR_OR_MONTH.exec(value);
  if (found === null) return undefined;
  return wanted === (found[1] === undefined ? "year" : "month") ? { value } : undefined;
};

/** Whether a value is left to a field with the cleaner `alone`. */
export function isLeft(value: string, words: readonly string[]): boolean {
  return words.includes("unless_alone") && YEAR_OR_MONTH.test(value);
}

/**
 * A moment as xsd:dateTime. A zone that is written is kept; one without is Dutch time, or UTC with `moment(UTC)`. Dutch
 * time that the clocks skipped, or showed twice, is not guessed at. With `moment(day)` a day alone is its first moment; with
 * `moment(day unless_alone)` a year or a month is nothing.
 */
const moment: Cleaner = (value, words) => {
  if (isCanonical(value)) return { value };
  if (isLeft(value, words)) return undefined;
  const [zone] = words;
  const found = written(zone === "day" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00` : value);
  if (typeof found === "string") return { bad: found };
  const offset = offsetFor(found, zone);
  if (typeof offset === "string") return { bad: offset };
  const clock = new Date(found.local).toISOString().slice(0, 19);
  return { value: `${clock}${found.fraction === "" ? "" : `.${found.fraction}`}${zoneText(offset)}` };
};

/** The day of a date, or of a moment in the Netherlands: `2024-01-04T23:30:00Z` is on `2024-01-05`. `day(unless_alone)`: as moment. */
const day: Cleaner = (value, words) => {
  if (isLeft(value, words)) return undefined;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value))
    return startOf(value) === undefined ? { bad: "die dag bestaat niet" } : { value };
  const found = written(value);
  if (typeof found === "string") return { bad: found };
  const { local, offset } = found;
  const date =
    offset === undefined ? new Date(local).toISOString().slice(0, 10) : amsterdamDay(local - offset * MINUTE);
  return /^\d{4}-/.test(date) ? { value: date } : { bad: "die dag bestaat niet" };
};

/** The year of a day, or of a moment as it is written: `1976-09-16T00:00:00+02:00` → `1976`. */
const year: Cleaner = (value) => {
  const found = /^(\d{4})(?:-\d{2}-\d{2}(?:[T ].*)?)?$/.exec(value)?.[1];
  return found === undefined || found === "0000" ? { bad: "geen jaar of datum" } : { value: found };
};

const LONGEST = 1e9;

/** A length of time as xsd:duration: from seconds (`125`), `mm:ss`, `hh:mm:ss`, or ISO 8601 without years and months. */
const duration: Cleaner = (value) => {
  const plain = /^(?:(\d{1,5}):)?(?:(\d{1,5}):)?(\d{1,10})(?:[.,](\d{1,18}))?$/.exec(value);
  const iso = /^P(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,10})(?:\.(\d{1,18}))?S)?)?$/.exec(value);
  if (plain !== null) {
    const [, first, second, seconds, fraction = ""] = plain;
    // One number before a colon is minutes, two are hours and minutes.
    const [hours, minutes] = second === undefined ? [0, first] : [first, second];
    return durationOf(Number(hours) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds), fraction);
  }
  if (iso === null || !/\d/.test(value) || value.endsWith("T")) {
    return { bad: "geen tijdsduur (seconden, uu:mm:ss of ISO 8601)" };
  }
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = iso.slice(1, 5).map((part) => Number(part ?? 0));
  return durationOf(days * 86_400 + hours * 3600 + minutes * 60 + seconds, iso[5] ?? "");
};

function durationOf(total: number, digits: string): Cleaned {
  if (total > LONGEST) return { bad: "een tijdsduur van meer dan dertig jaar" };
  const fraction = digits.replace(/0+$/, "");
  const [days, hours, minutes] = [
    Math.floor(total / 86_400),
    Math.floor(total / 3600) % 24,
    Math.floor(total / 60) % 60,
  ];
  const seconds = `${total % 60}${fraction === "" ? "" : `.${fraction}`}`;
  const time = `${hours > 0 ? `${hours}H` : ""}${minutes > 0 ? `${minutes}M` : ""}${seconds === "0" ? "" : `${seconds}S`}`;
  const text = `${days > 0 ? `${days}D` : ""}${time === "" ? "" : `T${time}`}`;
  return { value: text === "" ? "PT0S" : `P${text}` };
}

export const timeCleaners: Readonly<Record<string, Cleaner>> = { moment, day, year, alone, duration };

/** The instant of a moment as {@link timeCleaners} write it; of a day, when it began in the Netherlands. */
export function instantOf(text: string): number {
  if (text.includes("T")) return Date.parse(text);
  const local = Date.parse(`${text}T00:00:00Z`);
  return local - (amsterdamOffsets(local)[0] ?? 0) * MINUTE;
}
