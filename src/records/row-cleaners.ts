/** Cleaners that look things up, and composers: what makes a key of other keys once the row has been read. */
import { trimmed } from "./cleaners.js";
import type { Cleaned } from "./cleaner.js";
import type { CleanRecord, CleanValue } from "./record.js";
import { folded } from "./reference-book.js";
import { isObject, type Row, valueOf } from "./row.js";
import { slug } from "./slug.js";

/** As a `Cleaner`, with the row at hand. */
export type RowCleaner = (value: string, args: readonly string[], row: Row) => Cleaned;

/** Gives the value of a key from what the row has; `present` is what the key has already. */
export type Composer = (present: CleanValue | undefined, args: readonly string[], row: Row) => CleanValue | undefined;

/** URI of a concept, relative to the base. */
export function conceptUri(scheme: string, slug: string): string {
  return `/id/begrip/${scheme}/${slug}`;
}

/** Adds a concept that its scheme does not list to the record's `nieuwe_begrippen`, for the mapping to describe. */
export function describeConcept(record: CleanRecord, scheme: string, slug: string, name: string): void {
  const described: CleanRecord = {
    begrip: conceptUri(scheme, slug),
    lijst: `/id/begrippenlijst/${scheme}`,
    naam: name,
  };
  const others = record["nieuwe_begrippen"];
  record["nieuwe_begrippen"] = Array.isArray(others) ? [...others, described] : [described];
}

/**
 * `concept(scheme)`, or `concept(scheme /)` for several values with `/` between: the URI of the concept, relative to the
 * base. A concept that its scheme does not list is added to the record's `nieuwe_begrippen`, for the mapping to describe.
 */
const concept: RowCleaner = (value, [scheme = "", separator], { record, book, closed }) => {
  if (closed === true && book.known(scheme, value) === undefined) return { bad: `staat niet in de lijst ${scheme}` };
  const names =
    separator === undefined
      ? [value]
      : value
          .split(separator)
          .map(trimmed)
          .filter((name) => name !== "");
  const uris = names.map((name) => {
    const found = book.concept(scheme, name);
    if (!found.listed) describeConcept(record, scheme, found.slug, name);
    return conceptUri(scheme, found.slug);
  });
  if (uris.length === 0) return undefined;
  return { value: separator === undefined ? (uris[0] ?? "") : uris };
};

const patterns = new Map<string, RegExp>();

/** `concept_code(scheme pattern)`: the concept whose notation is a code, such as an age: its code is its slug, so none is minted. */
const conceptCode: RowCleaner = (value, [scheme = "", pattern = ".*"], { record, book }) => {
  let form = patterns.get(pattern);
  if (form === undefined) patterns.set(pattern, (form = new RegExp(`^(?:${pattern})$`, "i")));
  const listed = book.known(scheme, value);
  if (listed === undefined && !form.test(value)) return { bad: `geen code van de lijst ${scheme}` };
  const code = listed ?? slug(value);
  if (!book.lists(scheme, code)) describeConcept(record, scheme, code, value);
  return { value: conceptUri(scheme, code) };
};

/** `lookup(table)`: the code that a table beside the mappings gives. */
const lookup: RowCleaner = (value, [table = ""], { book }) => {
  const code = book.lookup(table, value);
  return code === undefined ? { bad: `staat niet in de lijst ${table}` } : { value: code };
};

export const rowCleaners: Readonly<Record<string, RowCleaner>> = { concept, concept_code: conceptCode, lookup };

/** The BRIN that a location number begins with, where the row has no BRIN of its own. */
const brinOf: Composer = (present, [key = ""], { record }) => {
  const number = valueOf(record, key);
  return present ?? (typeof number === "string" ? number.slice(0, 4) : undefined);
};

/** An address gets its street line; a post office box is no street (MODEL §2.2). */
const address: Composer = (present) => {
  if (!isObject(present)) return undefined;
  const { straatnaam, huisnummer, ...rest } = present;
  if (typeof straatnaam !== "string") return present;
  const straatregel = typeof huisnummer === "string" ? `${straatnaam} ${huisnummer}` : straatnaam;
  if (!/^postbus$/i.test(straatnaam)) return { ...present, straatregel };
  return huisnummer === undefined ? rest : { ...rest, postbus: huisnummer, straatregel };
};

/** Names that differ in nothing but case, accents and punctuation are the same. */
function plain(name: string): string {
  return folded(name)
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

/** A municipality that the reference list lacks, described by what the row calls it; a differing name is counted. */
const newMunicipality: Composer = (_present, [codeKey = "", nameKey = ""], { record, book }) => {
  const code = valueOf(record, codeKey);
  const name = valueOf(record, nameKey);
  if (typeof code !== "string" || typeof name !== "string") return undefined;
  const known = book.municipality(code);
  if (known === undefined) return { code, naam: name };
  if (plain(known) !== plain(name)) book.count("gemeentenaam anders dan in de lijst");
  return undefined;
};

export const composers: Readonly<Record<string, Composer>> = {
  brin_of: brinOf,
  address,
  new_municipality: newMunicipality,
};
