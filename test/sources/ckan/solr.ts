/** As much of Solr's query language as a filter (`fq`) of CKAN needs: fields with values, lists and ranges. */

export type Filter = (of: Readonly<Record<string, unknown>>) => boolean;

/** What the parser does not understand; CKAN answers it with a Search Error. */
export class SolrSyntaxError extends Error {}

const TOKEN = /\s*(?:(AND|OR|NOT|TO)(?![\w:])|([()[\]{}])|"((?:[^"\\]|\\.)*)"|([\w.]+):|([+-])|([^\s()[\]{}"]+))/y;

interface Token {
  readonly kind: "word" | "bracket" | "quoted" | "field" | "sign" | "value";
  readonly text: string;
}

const KINDS = ["word", "bracket", "quoted", "field", "sign", "value"] as const;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (match === null) throw new SolrSyntaxError(`Cannot parse '${text}'`);
    const at = match.slice(1).findIndex((group) => group !== undefined);
    const kind = KINDS[at];
    if (kind !== undefined) tokens.push({ kind, text: (match[at + 1] ?? "").replace(/\\(.)/g, "$1") });
  }
  return tokens;
}

/** @throws {SolrSyntaxError} */
export function solrFilter(text: string): Filter {
  const tokens = tokensOf(text);
  const fail = (): never => {
    throw new SolrSyntaxError(`Cannot parse '${text}'`);
  };
  const isNext = (kind: Token["kind"], ...texts: string[]): boolean =>
    tokens[0]?.kind === kind && (texts.length === 0 || texts.includes(tokens[0].text));
  const take = (): string => tokens.shift()?.text ?? fail();
  const must = (kind: Token["kind"], ...texts: string[]): string => (isNext(kind, ...texts) ? take() : fail());

  function any(field?: string): Filter {
    const parts = [all(field)];
    while (isNext("word", "OR")) {
      take();
      parts.push(all(field));
    }
    return (of) => parts.some((part) => part(of));
  }

  function all(field?: string): Filter {
    const parts = [one(field)];
    // CKAN's operator between terms without one is AND.
    while (tokens.length > 0 && !isNext("bracket", ")") && !isNext("word", "OR")) {
      if (isNext("word", "AND")) take();
      parts.push(one(field));
    }
    return (of) => parts.every((part) => part(of));
  }

  function one(field?: string): Filter {
    if (isNext("sign", "-") || isNext("word", "NOT")) {
      take();
      const not = one(field);
      return (of) => !not(of);
    }
    if (isNext("sign", "+")) take();
    if (isNext("bracket", "(")) {
      take();
      const inner = any(field);
      must("bracket", ")");
      return inner;
    }
    if (field === undefined) return isNext("field") ? one(take()) : fail();
    if (isNext("bracket", "[", "{")) return range(field);
    const value = isNext("quoted") ? take() : must("value");
    return (of) => valuesOf(of[field]).includes(value);
  }

  function range(field: string): Filter {
    const fromIncluded = take() === "[";
    const from = bound(must("value"));
    must("word", "TO");
    const to = bound(must("value"));
    const toIncluded = must("bracket", "]", "}") === "]";
    return (of) =>
      valuesOf(of[field]).some((value) => {
        const at = solrTime(value);
        return (
          (from === undefined || (fromIncluded ? at >= from : at > from)) &&
          (to === undefined || (toIncluded ? at <= to : at < to))
        );
      });
  }

  function bound(text: string): number | undefined {
    if (text === "*") return undefined;
    // Solr reads UTC alone, and says so with Z.
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text) ? solrTime(text) : fail();
  }

  const filter = any();
  return tokens.length === 0 ? filter : fail();
}

/** A time as Solr keeps it: in milliseconds. */
export function solrTime(text: string): number {
  return Date.parse(text.endsWith("Z") ? text : `${text}Z`);
}

function valuesOf(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each) => each !== undefined && each !== null).map(String);
}
