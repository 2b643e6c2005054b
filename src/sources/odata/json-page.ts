/** Answers in the JSON of OData 4 (JSON Format §4 to §13) and in the light JSON of OData 3. */
import { isObject } from "../json-object.js";
import { linkBase, resolved, resolvedNext } from "./links.js";
import { countOf, MEDIA, type ODataRecord, type Page, type Rest } from "./record.js";
import { setOfContext } from "./set-name.js";
import { verbosePage } from "./verbose-page.js";

/**
 * The page that a parsed document is; undefined when it is no answer of OData.
 *
 * @param asked where it came from; undefined for a file
 */
export function jsonPage(document: unknown, asked: URL | undefined): Page | undefined {
  if (!isObject(document)) return undefined;
  if (document["d"] !== undefined) return verbosePage(document["d"], asked);
  const context = textOf(document["@odata.context"] ?? document["odata.metadata"] ?? document["@context"]);
  const reader = new LightReader(linkBase(context, asked));
  const set = context === undefined ? undefined : setOfContext(context);
  const about = set === undefined ? {} : { set };
  const { value } = document;
  if (Array.isArray(value)) {
    if (!value.every(isObject)) return undefined;
    const next = textOf(document["@odata.nextLink"] ?? document["odata.nextLink"] ?? document["@nextLink"]);
    const count = countOf(document["@odata.count"] ?? document["odata.count"] ?? document["@count"]);
    return {
      ...about,
      records: reader.records(value),
      ...(next === undefined ? {} : { next: resolvedNext(next, reader.base, asked) }),
      ...(count === undefined ? {} : { count }),
      rest: reader.rest,
      isInexact: reader.isInexact,
    };
  }
  if (context === undefined || "value" in document) return undefined;
  return { ...about, records: reader.records([document]), rest: reader.rest, isInexact: reader.isInexact };
}

/** The page of records that stand without their envelope, as in a file that somebody made of answers. */
export function bareRecords(records: readonly Record<string, unknown>[]): Page {
  const reader = new LightReader(undefined);
  return { records: reader.records([...records]), rest: reader.rest, isInexact: reader.isInexact };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

const NEXT_LINK = /^(.+)@(?:odata\.)?nextLink$/;
const MEDIA_LINK = /^@?(?:odata\.)?mediaReadLink$/;

/** Takes annotations (`@odata.…`, `X@odata.…`, `odata.…`, `#action`) off records, which hold nothing else of them. */
class LightReader {
  readonly rest: Rest[] = [];
  readonly base: URL | undefined;
  isInexact = false;
  /** Keys met, and whether they name a property. */
  readonly #plain = new Map<string, boolean>();

  constructor(base: URL | undefined) {
    this.base = base;
  }

  records(given: Record<string, unknown>[]): ODataRecord[] {
    given.forEach((each, i) => {
      const record = this.#record(each);
      if (record !== each) given[i] = record;
    });
    return given;
  }

  /** The record itself when there is nothing to take off, as in most. */
  #record(given: Record<string, unknown>): ODataRecord {
    let annotated = false;
    for (const key in given) {
      if (!this.#isPlain(key)) {
        annotated = true;
        continue;
      }
      const value = given[key];
      if (typeof value === "number") this.#look(value);
      if (typeof value !== "object" || value === null) continue;
      const inner = this.#value(value);
      if (inner !== value) given[key] = inner;
    }
    return annotated ? this.#withoutAnnotations(given) : given;
  }

  #value(value: object): unknown {
    if (!Array.isArray(value)) return this.#record(value as Record<string, unknown>);
    value.forEach((each: unknown, i) => {
      if (typeof each === "number") this.#look(each);
      if (typeof each !== "object" || each === null) return;
      const inner = this.#value(each);
      if (inner !== each) value[i] = inner;
    });
    return value;
  }

  #look(number: number): void {
    if (!Number.isSafeInteger(number)) this.isInexact = true;
  }

  #withoutAnnotations(given: Record<string, unknown>): ODataRecord {
    const record: ODataRecord = {};
    for (const [key, value] of Object.entries(given)) {
      if (this.#isPlain(key)) record[key] = value;
      else if (MEDIA_LINK.test(key) && typeof value === "string") record[MEDIA] = resolved(value, this.base);
    }
    for (const [key, link] of Object.entries(given)) {
      const name = NEXT_LINK.exec(key)?.[1];
      if (name === undefined || typeof link !== "string" || !this.#isPlain(name)) continue;
      const into = Array.isArray(record[name]) ? (record[name] as ODataRecord[]) : [];
      record[name] = into;
      this.rest.push({ into, link: resolved(link, this.base) });
    }
    return record;
  }

  #isPlain(key: string): boolean {
    const known = this.#plain.get(key);
    if (known !== undefined) return known;
    const isPlain = !/[@.#]/.test(key) && key !== "__proto__";
    this.#plain.set(key, isPlain);
    return isPlain;
  }
}
