/**
 * Content negotiation on Accept (RFC 9110 §12.4.2 and §12.5.1).
 *
 * The library that comes with Koa takes a media range with a parameter, such as `application/ld+json;profile="…"` or
 * `text/turtle;charset=utf-8`, to exclude the type without it, and a blank header to exclude everything; real clients
 * send both and mean neither.
 */

interface MediaRange {
  readonly type: string;
  readonly subtype: string;
  readonly q: number;
  /** Place in the header. */
  readonly place: number;
}

// A list element ends at a comma, a parameter at a semicolon, unless in a quoted string (RFC 9110 §5.6.4).
const ELEMENT = /(?:[^",]|"(?:[^"\\]|\\.)*"?)+/g;
const PARAMETER = /(?:[^";]|"(?:[^"\\]|\\.)*"?)+/g;
const RANGE = /^(\*|[!#$%&'*+.^_`|~0-9a-z-]+)\/(\*|[!#$%&'*+.^_`|~0-9a-z-]+)$/;
const QVALUE = /^(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)$/;

function parseAccept(header: string): MediaRange[] {
  const ranges: MediaRange[] = [];
  for (const element of header.match(ELEMENT) ?? []) {
    const [range = "", ...parameters] = (element.match(PARAMETER) ?? []).map((part) => part.trim());
    const match = RANGE.exec(range.toLowerCase());
    // A lone `*` is not in the grammar, but Java's URLConnection sends it.
    const [type, subtype] = match === null ? (range === "*" ? ["*", "*"] : []) : [match[1], match[2]];
    if (type === undefined || subtype === undefined || (type === "*" && subtype !== "*")) continue;
    ranges.push({ type, subtype, q: weight(parameters), place: ranges.length });
  }
  return ranges;
}

/** The q-value; one that is not a q-value says nothing, and nothing said is 1. */
function weight(parameters: readonly string[]): number {
  for (const parameter of parameters) {
    const [name = "", value = ""] = parameter.split("=", 2).map((part) => part.trim());
    if (name.toLowerCase() === "q" && QVALUE.test(value)) return Number(value);
  }
  return 1;
}

function specificity(range: MediaRange, type: string, subtype: string): number {
  if (range.type === type && range.subtype === subtype) return EXACT;
  if (range.type === type && range.subtype === "*") return 2;
  return range.type === "*" ? 1 : 0;
}

/** One of the things that an answer can be. */
export interface Offer<T> {
  readonly mediaType: string;
  readonly value: T;
  /** What it is too, and who knows no better may call it: JSON-LD is JSON. Only counts where a client names it. */
  readonly isAlso?: string;
}

/** How an offer is asked for by one of the ranges. */
interface Asked {
  readonly q: number;
  readonly fit: number;
  readonly place: number;
}

/** Of the exact type; a fit is 2 with all subtypes, and 1 with all types. */
const EXACT = 3;
/** Less than the exact type of another offer, more than a wildcard. */
const NAMED_AS_MORE = 2.5;

/** By the most specific range that has a type. */
function askedAs(ranges: readonly MediaRange[], mediaType: string): Asked | undefined {
  const [type = "", subtype = ""] = mediaType.split("/");
  let asked: Asked | undefined;
  for (const range of ranges) {
    const fit = specificity(range, type, subtype);
    if (fit > (asked?.fit ?? 0)) asked = { q: range.q, fit, place: range.place };
  }
  return asked;
}

/** How well each of its names fits what is asked for; nothing when its own is excluded. */
function waysToAsk(ranges: readonly MediaRange[], { mediaType, isAlso }: Offer<unknown>): Asked[] {
  const own = askedAs(ranges, mediaType);
  if (own?.fit === EXACT && own.q === 0) return [];
  const other = isAlso === undefined ? undefined : askedAs(ranges, isAlso);
  return [
    ...(own === undefined ? [] : [own]),
    ...(other?.fit === EXACT ? [{ ...other, fit: NAMED_AS_MORE }] : []),
  ].filter(({ q }) => q > 0);
}

function isBetter(asked: Asked, than: Asked): boolean {
  return asked.q > than.q || (asked.q === than.q && isCloser(asked, than));
}

function isCloser(asked: Asked, than: Asked): boolean {
  return asked.fit > than.fit || (asked.fit === than.fit && asked.place < than.place);
}

/**
 * The best of what is offered (in order of preference of the server), or undefined when nothing is acceptable. For each
 * offer the most specific range counts; `q=0` excludes. Between equal weights the more specific range wins, then
 * the order of the header, then the order of the offers.
 */
export function negotiate<T>(header: string | undefined, offers: readonly Offer<T>[]): T | undefined {
  if (header === undefined || header.trim() === "") return offers[0]?.value;
  const ranges = parseAccept(header);
  let best: { readonly value: T; readonly asked: Asked } | undefined;
  for (const offer of offers) {
    for (const asked of waysToAsk(ranges, offer)) {
      if (best === undefined || isBetter(asked, best.asked)) best = { value: offer.value, asked };
    }
  }
  return best?.value;
}
