/** Moments as text: a Date keeps three decimals of a second, and a service gives up to seven, or none. */

/** `2023-12-01T15:00:24.6710401Z`, `…T15:59:58+01:00`, `…T15:59:58`, `2017-05-24`. */
const MOMENT = /^(-?\d{4,6})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?)?$/;

const Z = 0x5a;
const T = 0x54;
const HYPHEN = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;

interface Instant {
  /** Since 1970, in UTC. */
  readonly seconds: number;
  /** Decimals of a second, without zeros at their end. */
  readonly fraction: string;
}

/**
 * Which of two moments is earlier: negative when it is `a`, positive when it is `b`, 0 when they are the same. Without
 * zone they are taken to be of one zone. What is no moment is earlier than all that are.
 */
export function compareMoments(a: string, b: string): number {
  if (a === b) return 0;
  if (isPlainUtc(a) && isPlainUtc(b)) return compareUtc(a, b);
  const [left, right] = [instantOf(a), instantOf(b)];
  if (left === undefined || right === undefined) return Number(left !== undefined) - Number(right !== undefined);
  if (left.seconds !== right.seconds) return left.seconds - right.seconds;
  // Decimals compare as text, from the left, once the zeros at the end are gone.
  return left.fraction === right.fraction ? 0 : left.fraction < right.fraction ? -1 : 1;
}

/** Whether it has the form in which most moments come: `2023-12-01T15:00:24.6710401Z`, whatever the decimals. */
function isPlainUtc(text: string): boolean {
  const { length } = text;
  if (text.charCodeAt(length - 1) !== Z || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(10) !== T) return false;
  return length === 20 || (length > 21 && text.charCodeAt(19) === POINT);
}

/** Two of that form differ where their texts first do, if not in zeros at the end. */
function compareUtc(a: string, b: string): number {
  const [endOfA, endOfB] = [a.length - 1, b.length - 1];
  let at = 0;
  for (; at < endOfA && at < endOfB; at++) {
    const difference = a.charCodeAt(at) - b.charCodeAt(at);
    if (difference !== 0) return difference;
  }
  return Number(hasMore(a, at, endOfA)) - Number(hasMore(b, at, endOfB));
}

/** Whether decimals other than zeros follow. */
function hasMore(text: string, from: number, end: number): boolean {
  for (let at = from; at < end; at++) if (text.charCodeAt(at) > ZERO) return true;
  return false;
}

/** The earlier of two moments, of which one may not be known. */
export function earlier(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareMoments(a, b) <= 0 ? a : b;
}

/** The later of two moments, of which one may not be known. */
export function later(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareMoments(a, b) >= 0 ? a : b;
}

/** A moment some minutes before another, in the same form and zone; the same one where it is no moment. */
export function minutesBefore(moment: string, minutes: number): string {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(.*)$/.exec(moment);
  const [, seconds = "", rest = ""] = parts ?? [];
  const at = Date.parse(`${seconds}Z`);
  if (minutes === 0 || parts === null || Number.isNaN(at)) return moment;
  return new Date(at - minutes * 60_000).toISOString().slice(0, 19) + rest;
}

function instantOf(text: string): Instant | undefined {
  const match = MOMENT.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", zone = "Z"] = match;
  // Date.UTC takes the year 1, which .NET writes for no date, for 1901.
  const days = new Date(0).setUTCFullYear(Number(year), Number(month) - 1, Number(day)) / 1000;
  const seconds = days + Number(hour) * 3600 + (Number(minute) - minutesOf(zone)) * 60 + Number(second);
  return { seconds, fraction: fraction.replace(/0+$/, "") };
}

function minutesOf(zone: string): number {
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return zone.startsWith("-") ? -minutes : minutes;
}
