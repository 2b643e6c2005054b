/** Stamps name versions and publishes: `yyyymmddThhmmssZ`, UTC, so that text order is order in time. */

const STAMP = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/** The stamp of a moment; parts of a second are dropped. */
export function stampOf(moment: Date): string {
  return `${moment.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

/** Whether `text` is a stamp of an existing moment. */
export function isStamp(text: string): boolean {
  const parts = STAMP.exec(text);
  if (parts === null) return false;
  const moment = new Date(isoOf(text));
  return !Number.isNaN(moment.getTime()) && stampOf(moment) === text;
}

/** The moment a stamp names. @throws {Error} when `stamp` is not a stamp */
export function momentOf(stamp: string): Date {
  if (!isStamp(stamp)) throw new Error(`"${stamp}" is not a moment written as yyyymmddThhmmssZ`);
  return new Date(isoOf(stamp));
}

/** `now` as a stamp, moved on to the second after `last` where it would not be later. */
export function stampAfter(last: string | undefined, now: Date): string {
  const wished = stampOf(now);
  if (last === undefined || wished > last) return wished;
  return stampOf(new Date(momentOf(last).getTime() + 1000));
}

function isoOf(stamp: string): string {
  return stamp.replace(STAMP, "$1-$2-$3T$4:$5:$6Z");
}
