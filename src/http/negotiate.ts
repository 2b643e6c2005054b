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
/** No honest header names more; the rest is not read. */
const MOST_RANGES = 64;

function parseAccept(header: string): MediaRange[] {
  const ranges: MediaRange[] = [];
  for (const element of header.match(ELEMENT)?.slice(0, MOST_RANGES) ?? []) {
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
  if (range.type === type && range.subtype === subtype) return 3;
  if (range.type === type && range.subtype === "*") return 2;
  return range.type === "*" ? 1 : 0;
}

/**
 * The best of what is offered (in order of preference of the server), or undefined when nothing is acceptable. For each
 * offer the most specific range counts; `q=0` excludes. Between equal weights the more specific range wins, then
 * the order of the header, then the order of the offers.
 */
export function negotiate<T>(
  header: string | undefined,
  offers: readonly { readonly mediaType: string; readonly value: T }[],
): T | undefined {
  if (header === undefined || header.trim() === "") return offers[0]?.value;
  const ranges = parseAccept(header);
  let best: { value: T; q: number; fit: number; place: number } | undefined;
  for (const offer of offers) {
    const [type = "", subtype = ""] = offer.mediaType.split("/");
    let chosen: MediaRange | undefined;
    let fit = 0;
    for (const range of ranges) {
      const s = specificity(range, type, subtype);
      if (s > fit) [chosen, fit] = [range, s];
    }
    if (chosen === undefined || chosen.q === 0) continue;
    const better =
      best === undefined ||
      chosen.q > best.q ||
      (chosen.q === best.q && (fit > best.fit || (fit === best.fit && chosen.place < best.place)));
    if (better) best = { value: offer.value, q: chosen.q, fit, place: chosen.place };
  }
  return best?.value;
}
