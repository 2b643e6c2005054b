/** Dutch clock time: sources that write a time without zone mean Europe/Amsterdam (MODEL §2, `date`). */

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const DAY = 24 * 60 * MINUTE;

const CLOCK = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Amsterdam", timeZoneName: "longOffset" });

/** Quarter of an hour → offset: asking the time zone database takes a thousand times as long. */
const known = new Map<number, number>();
const MOST_KNOWN = 20_000;

/** How far Dutch clocks are ahead of UTC at an instant, in minutes; a fraction before 1937. */
function amsterdamOffset(instant: number): number {
  const quarter = Math.floor(instant / QUARTER);
  const found = known.get(quarter);
  if (found !== undefined) return found;
  if (known.size >= MOST_KNOWN) known.clear();
  const [, sign, hours, minutes, seconds = "0"] =
    /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(CLOCK.format(instant)) ?? [];
  const ahead = Number(hours ?? 0) * 60 + Number(minutes ?? 0) + Number(seconds) / 60;
  const offset = sign === "-" ? -ahead : ahead;
  known.set(quarter, offset);
  return offset;
}

/**
 * The offsets, in minutes, that Dutch clocks can have had when they showed `local` (a time of day as if it were UTC, in
 * milliseconds): one; none in the hour that is skipped in March; two in the hour that comes twice in October.
 */
export function amsterdamOffsets(local: number): number[] {
  const around = new Set([amsterdamOffset(local - DAY), amsterdamOffset(local + DAY)]);
  return [...around].filter((offset) => amsterdamOffset(local - offset * MINUTE) === offset);
}

/** The day on Dutch calendars at an instant, `yyyy-mm-dd`. */
export function amsterdamDay(instant: number): string {
  return new Date(instant + amsterdamOffset(instant) * MINUTE).toISOString().slice(0, 10);
}
