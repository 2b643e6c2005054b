/** School years, from 1 August to 31 July, as names, headers and rows of files write them (MODEL §2.3). */

/** Which school year a year alone means: the one that begins in it, or the one that ends in it. */
export type PlainYear = "begin" | "end";

const EARLIEST = 1900;
const SPAN = /^((?:19|20)\d{2})\s*[-/]\s*((?:19|20|21)?\d{2})$/;
const PLAIN = /^(?:19|20)\d{2}$/;
const DAY = /^((?:19|20)\d{2})-?(0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])(?:T.*)?$/;
const DUTCH_DAY = /^(?:0?[1-9]|[12]\d|3[01])-(0?[1-9]|1[0-2])-((?:19|20)\d{2})$/;

/**
 * `2013-2014`, `2013/14`, `2013`, or a reference date (`20241001`, `2024-10-01`, `01-10-2024`) as `2013-2014`; undefined
 * when it is none, such as `2010-2015`, which spans several.
 *
 * A year alone is the school year that begins in it: DUO counts pupils on 1 October of that year.
 */
export function schoolYear(text: string, plain: PlainYear = "begin"): string | undefined {
  const span = SPAN.exec(text);
  if (span !== null) {
    const [, from = "", to = ""] = span;
    return String(Number(from) + 1).endsWith(to) ? beginning(Number(from)) : undefined;
  }
  if (PLAIN.test(text)) return beginning(Number(text) - (plain === "end" ? 1 : 0));
  const day = DAY.exec(text);
  if (day !== null) return around(Number(day[1]), Number(day[2]));
  const dutch = DUTCH_DAY.exec(text);
  return dutch === null ? undefined : around(Number(dutch[2]), Number(dutch[1]));
}

/** Undefined before the first year that is read: what is written must be read as the same. */
function beginning(year: number): string | undefined {
  return year < EARLIEST ? undefined : `${year}-${year + 1}`;
}

function around(year: number, month: number): string | undefined {
  return beginning(month >= 8 ? year : year - 1);
}
