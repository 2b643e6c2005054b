/** HTTP-dates (RFC 9110 §5.6.7): written in one form, read in the three that there have been. */

const DAY = "(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?";
const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
const TIME = "[0-9]{2}:[0-9]{2}:[0-9]{2}";
const PRESENT = new RegExp(`^${DAY}, ([0-9]{2}) (${MONTH}) ([0-9]{4}) (${TIME}) GMT$`, "i");
const RFC_850 = new RegExp(`^${DAY}, ([0-9]{2})-(${MONTH})-([0-9]{2}) (${TIME}) GMT$`, "i");
const ASCTIME = new RegExp(`^${DAY} (${MONTH}) +([0-9]{1,2}) (${TIME}) ([0-9]{4})$`, "i");

/** What was answered once is mostly answered again, with the same date. */
const written = new WeakMap<Date, string>();

/** An HTTP-date, in the form that is to be sent. */
export function httpDate(date: Date): string {
  let text = written.get(date);
  if (text === undefined) written.set(date, (text = date.toUTCString()));
  return text;
}

/**
 * The moment of an HTTP-date; NaN of anything else, which a recipient is to pass over (§13.1.3): the dates that
 * JavaScript reads beside these mean another moment on another server, as `2027` does.
 */
export function httpMoment(text: string): number {
  const given = text.trim();
  const present = PRESENT.exec(given);
  if (present !== null) return Date.parse(`${present[1]} ${present[2]} ${present[3]} ${present[4]} GMT`);
  const asctime = ASCTIME.exec(given);
  if (asctime !== null) return Date.parse(`${asctime[2]} ${asctime[1]} ${asctime[4]} ${asctime[3]} GMT`);
  const old = RFC_850.exec(given);
  return old === null ? Number.NaN : Date.parse(`${old[1]} ${old[2]} ${fullYear(Number(old[3]))} ${old[4]} GMT`);
}

/** A year of two digits that would be more than fifty years ahead is of the century before. */
function fullYear(short: number): number {
  const now = new Date().getUTCFullYear();
  const year = now - (now % 100) + short;
  return year > now + 50 ? year - 100 : year;
}
