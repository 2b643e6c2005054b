/** Moments, days and lengths of time in their canonical form (XSD 1.1 part 2, appendix E). */

const ZONE = "(Z|[+-][0-9]{2}:[0-9]{2})?";
const MOMENT = new RegExp(`^(-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T)?([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\\.([0-9]+))?${ZONE}$`);
/** A day, a month or a year, or parts of these, with a zone. */
const DAY = new RegExp(`^(-?[0-9]{4,}(?:-[0-9]{2}(?:-[0-9]{2})?)?|--[0-9]{2}(?:-[0-9]{2})?|---[0-9]{2})${ZONE}$`);

/**
 * A dateTime, or a time, without zeros at the end of its fraction, with `Z` for an offset of nothing, and with the start of a
 * day for the end of the day before; undefined when it is none.
 */
export function canonicalMoment(value: string): string | undefined {
  const parts = MOMENT.exec(value);
  if (parts === null) return undefined;
  const [, day = "", clock = "", digits = "", zone = ""] = parts;
  const fraction = withoutZeros(digits);
  const isEnd = clock === "24:00:00" && fraction === "";
  const start = isEnd ? nextDay(day) : day;
  if (start === undefined) return undefined;
  return `${start}${isEnd ? "00:00:00" : clock}${fraction === "" ? "" : `.${fraction}`}${canonicalZone(zone)}`;
}

/** A date, gYear, gYearMonth, gMonthDay, gMonth or gDay with `Z` for an offset of nothing; undefined when it is none. */
export function canonicalDay(value: string): string | undefined {
  const parts = DAY.exec(value);
  return parts === null ? undefined : `${parts[1] ?? ""}${canonicalZone(parts[2] ?? "")}`;
}

const DURATION =
  /^(-?)P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)(?:\.([0-9]+))?S)?)?$/;

/** A duration in as few and as large parts as it has; undefined when it is none. @param nothing how none at all is written */
export function canonicalDuration(value: string, nothing: string): string | undefined {
  const parts = DURATION.exec(value);
  if (parts === null || !/[0-9][YMDHS]$/.test(value)) return undefined;
  const [years = 0n, months = 0n, days = 0n, hours = 0n, minutes = 0n, seconds = 0n] = parts
    .slice(2, 8)
    .map((digits) => BigInt(digits ?? "0"));
  const fraction = withoutZeros(parts[8] ?? "");
  const allMonths = years * 12n + months;
  const allSeconds = ((days * 24n + hours) * 60n + minutes) * 60n + seconds;
  const date = [part(allMonths / 12n, "Y"), part(allMonths % 12n, "M"), part(allSeconds / 86_400n, "D")].join("");
  const whole = allSeconds % 60n;
  const second = fraction === "" ? part(whole, "S") : `${whole}.${fraction}S`;
  const time = [part((allSeconds / 3_600n) % 24n, "H"), part((allSeconds / 60n) % 60n, "M"), second].join("");
  if (date === "" && time === "") return nothing;
  return `${parts[1] ?? ""}P${date}${time === "" ? "" : `T${time}`}`;
}

function part(number: bigint, letter: string): string {
  return number === 0n ? "" : `${number}${letter}`;
}

/** The day after one, both with the `T` behind them, or none of both for a time alone; undefined for a day that is none. */
function nextDay(day: string): string | undefined {
  if (day === "") return day;
  const date = new Date(`${day}00:00:00Z`);
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(day)) return undefined;
  return new Date(date.getTime() + 86_400_000).toISOString().slice(0, -"00:00:00.000Z".length);
}

function canonicalZone(zone: string): string {
  return zone === "+00:00" || zone === "-00:00" ? "Z" : zone;
}

/** Digits behind a point without the zeros at their end. */
export function withoutZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === "0") end -= 1;
  return digits.slice(0, end);
}
