/** Answers in the verbose JSON of OData 3 (and of 2, whose dates are ticks). */
import { isObject } from "../json-object.js";
import { linkBase, resolved } from "./links.js";
import { countOf, MEDIA, type ODataRecord, type Page, type Rest } from "./record.js";
import { setOfAddress } from "./set-name.js";

/** The page that `d` of a document is; undefined when it is none. */
export function verbosePage(d: unknown, asked: URL | undefined): Page | undefined {
  const results = Array.isArray(d) ? d : isObject(d) ? d["results"] : undefined;
  if (Array.isArray(results)) {
    if (!results.every(isObject)) return undefined;
    const [first] = results;
    const reader = new VerboseReader(baseOf(first, asked));
    const set = setOf(first);
    const { __next: next, __count: counted } = isObject(d) ? d : {};
    const count = countOf(counted);
    return {
      ...(set === undefined ? {} : { set }),
      records: results.map((each) => reader.record(each)),
      ...(typeof next === "string" ? { next: resolved(next, reader.base) } : {}),
      ...(count === undefined ? {} : { count }),
      rest: reader.rest,
      isInexact: reader.isInexact,
    };
  }
  if (!isObject(d) || !isObject(d["__metadata"])) return undefined;
  const reader = new VerboseReader(baseOf(d, asked));
  const set = setOf(d);
  return {
    ...(set === undefined ? {} : { set }),
    records: [reader.record(d)],
    rest: reader.rest,
    isInexact: reader.isInexact,
  };
}

function metadataOf(record: unknown): Record<string, unknown> {
  const metadata = isObject(record) ? record["__metadata"] : undefined;
  return isObject(metadata) ? metadata : {};
}

/** The set in the address of a record (`…/Persoon(guid'…')`), else the name of its type. */
function setOf(record: unknown): string | undefined {
  const { uri, id, type } = metadataOf(record);
  const address = typeof uri === "string" ? uri : id;
  const set = typeof address === "string" ? setOfAddress(address) : undefined;
  if (set !== undefined) return set;
  return typeof type === "string" ? type.slice(type.lastIndexOf(".") + 1) : undefined;
}

/** What links are relative to: the root of the service, which the address of a record tells. */
function baseOf(record: unknown, asked: URL | undefined): URL | undefined {
  const { uri } = metadataOf(record);
  return linkBase(typeof uri === "string" ? uri : undefined, asked);
}

/** `/Date(1495620000000+0120)/`: milliseconds since 1970, and minutes of a zone for a DateTimeOffset. */
const TICKS = /^\/Date\((-?\d{1,16})(?:([+-])(\d{1,4}))?\)\/$/;

class VerboseReader {
  readonly rest: Rest[] = [];
  readonly base: URL | undefined;
  isInexact = false;

  constructor(base: URL | undefined) {
    this.base = base;
  }

  record(given: Readonly<Record<string, unknown>>): ODataRecord {
    const record: ODataRecord = {};
    for (const [key, value] of Object.entries(given)) {
      // `@Name` annotates a property; names with a dot are annotations too.
      if (key === "__metadata" || key === "__proto__" || /[@.]/.test(key)) continue;
      const read = this.#value(value);
      if (read !== undefined) record[key] = read;
    }
    const { media_src: media } = metadataOf(given);
    if (typeof media === "string") record[MEDIA] = resolved(media, this.base);
    return record;
  }

  /** Undefined for what was not expanded, and for the streams of an entity. */
  #value(value: unknown): unknown {
    if (typeof value === "string") return value.startsWith("/Date(") ? dateOf(value) : value;
    if (typeof value === "number" && !Number.isSafeInteger(value)) this.isInexact = true;
    if (Array.isArray(value)) return this.#elements(value);
    if (!isObject(value)) return value;
    if (value["__deferred"] !== undefined || value["__mediaresource"] !== undefined) return undefined;
    const { results, __next: next } = value;
    if (!Array.isArray(results)) return this.record(value);
    const into = this.#elements(results);
    if (typeof next === "string") this.rest.push({ into: into as ODataRecord[], link: resolved(next, this.base) });
    return into;
  }

  #elements(values: readonly unknown[]): unknown[] {
    return values.map((each) => this.#value(each));
  }
}

function dateOf(text: string): string {
  const [, ticks = "", sign, minutes = ""] = TICKS.exec(text) ?? [];
  const offset = sign === undefined ? 0 : Number(`${sign}${minutes}`);
  const date = new Date(Number(ticks) + offset * 60_000);
  if (ticks === "" || Number.isNaN(date.getTime())) return text;
  // A DateTime has no zone; its ticks are of the time on the clock.
  const written = date.toISOString().replace(/(?:\.000)?Z$/, "");
  if (sign === undefined) return written;
  return `${written}${sign}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;
}

function two(number: number): string {
  return String(Math.trunc(number)).padStart(2, "0");
}
