/** Cleaners that look things up, and composers: what makes a key of other keys once the row has been read. */
import { amsterdamDay } from "./amsterdam-time.js";
import { cleaners, trimmed } from "./cleaners.js";
import type { Cleaned } from "./cleaner.js";
import type { CleanRecord, CleanValue } from "./record.js";
import { folded } from "./concept-lists.js";
import { isObject, type Row, valueOf } from "./row.js";
import { instantOf } from "./time-cleaners.js";
import { datasetReferences } from "./dataset-references.js";
import { iriCleaners } from "./iri-cleaners.js";
import { termCleaners } from "./term-cleaners.js";

/** As a `Cleaner`, with the row at hand. */
export type RowCleaner = (value: string, args: readonly string[], row: Row) => Cleaned;

/** Something that a composer has to tell of: what a record lacks, and what is put in its place. */
export interface Told {
  /** Why, for a person; in Dutch. */
  readonly reason: string;
  /** Kind of finding; `aangevuld` without it. */
  readonly kind?: string;
  /** Key of a record in the list that is composed; the list itself without it. */
  readonly key?: string;
  readonly value?: string;
}

/** Gives the value of a key from what the row has; `present` is what the key has already. */
export type Composer = (
  present: CleanValue | undefined,
  args: readonly string[],
  row: Row,
  tell: (told: Told) => void,
) => CleanValue | undefined;

/** URI of a concept, relative to the base. */
export function conceptUri(scheme: string, slug: string): string {
  return `/id/begrip/${scheme}/${slug}`;
}

/** Adds a concept that its scheme does not list to the record's `nieuwe_begrippen`, for the mapping to describe. */
function describeConcept(record: CleanRecord, scheme: string, slug: string, name: string): void {
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
  const uriOf = (name: string): string => {
    const found = book.concept(scheme, name);
    if (!found.listed) describeConcept(record, scheme, found.slug, name);
    return conceptUri(scheme, found.slug);
  };
  if (separator === undefined) return { value: uriOf(value) };
  const uris = value
    .split(separator)
    .map(trimmed)
    .filter((name) => name !== "")
    .map(uriOf);
  if (uris.length === 0) return undefined;
  return { value: uris };
};

/**
 * `concept_code(scheme pattern)`: the concept whose notation is a code, such as an age: its code is its slug, so none is
 * minted. A code of another case than the pattern's is read in the case that the pattern has.
 */
const conceptCode: RowCleaner = (value, [scheme = "", pattern = ".*"], { record, book }) => {
  const form = codeForm(pattern);
  const listed = book.known(scheme, value);
  const code = listed ?? [value, value.toLowerCase(), value.toUpperCase()].find((each) => form.test(each));
  if (code === undefined) return { bad: `geen code van de lijst ${scheme}` };
  if (!book.lists(scheme, code)) describeConcept(record, scheme, code, code);
  return { value: conceptUri(scheme, code) };
};

const forms = new Map<string, RegExp>();

function codeForm(pattern: string): RegExp {
  const form = forms.get(pattern) ?? new RegExp(`^(?:${pattern})$`);
  forms.set(pattern, form);
  return form;
}

/** `lookup(table)`: the code that a table beside the mappings gives. */
const lookup: RowCleaner = (value, [table = ""], { book }) => {
  const code = book.lookup(table, value);
  return code === undefined ? { bad: `staat niet in de lijst ${table}` } : { value: code };
};

/** `vendor(dd)`: an id that a supplier made, with its kind in front: `dd-4711`. Names things, so it must fit in a URI. */
const vendor: RowCleaner = (value, [kind = ""]) =>
  /^[A-Za-z0-9._~-]{1,100}$/.test(value)
    ? { value: `${kind}-${value}` }
    : { bad: "geen sleutel die in een URI past (letters, cijfers, . _ ~ -)" };

/** `only_rows(published)`: a row with any other value is left out, and counted in the log. */
const onlyRows: RowCleaner = (value, [wanted], row) => {
  if (value !== wanted) {
    row.isLeftOut = true;
    row.book.count(`rij niet voor publicatie: ${value.slice(0, 40)}`);
  }
  return undefined;
};

/** As `date`; a day that is yet to come is none that data can be of, and would stand before every other edition. */
const pastDate: RowCleaner = (value, args, { book: { now } }) => {
  const cleaned = cleaners["date"]?.(value, args);
  if (now === undefined || cleaned === undefined || "bad" in cleaned) return cleaned;
  return String(cleaned.value) > amsterdamDay(now.getTime()) ? { bad: "die dag moet nog komen" } : cleaned;
};

export const rowCleaners: Readonly<Record<string, RowCleaner>> = {
  concept,
  concept_code: conceptCode,
  lookup,
  only_rows: onlyRows,
  past_date: pastDate,
  vendor,
  ...iriCleaners,
  ...termCleaners,
  ...datasetReferences,
};

/** The BRIN that a location number begins with, where the row has no BRIN of its own. */
const brinOf: Composer = (present, [key = ""], { record }) => {
  const number = valueOf(record, key);
  return present ?? (typeof number === "string" ? number.slice(0, 4) : undefined);
};

/** A post office box in the place of a street, with its number or without. */
const BOX = /^postbus(?:\s+([0-9]+))?$/i;

/** An address gets its street line; a post office box is no street (MODEL §2.2). */
const address: Composer = (present) => {
  if (!isObject(present)) return undefined;
  const { straatnaam, huisnummer, ...rest } = present;
  if (typeof straatnaam !== "string") return present;
  const straatregel = typeof huisnummer === "string" ? `${straatnaam} ${huisnummer}` : straatnaam;
  const box = BOX.exec(straatnaam);
  if (box === null) return { ...present, straatregel };
  const postbus = box[1] ?? huisnummer;
  return postbus === undefined ? rest : { ...rest, postbus, straatregel };
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

/** `constant(words)`: the same for every row. */
const constant: Composer = (_present, words) => words.join(" ");

/** `joined(voornaam naam)`: values with a space between, where the row gives no whole; none that the next begins with. */
const joined: Composer = (present, keys, { record }) => {
  const parts = keys.flatMap((key) => valueOf(record, key) ?? []).map(String);
  const said = parts.filter((part, i) => parts[i + 1]?.startsWith(`${part} `) !== true);
  return present ?? (said.length === 0 ? undefined : said.join(" "));
};

/** `owned(uri)`: every record of the list gets the value of that key of the row as `eigenaar`, to make hash IRIs with. */
const owned: Composer = (present, [key = ""], { record }) => {
  const eigenaar = valueOf(record, key);
  if (eigenaar === undefined || !Array.isArray(present)) return present;
  return (present as readonly CleanValue[]).map((part) => (isObject(part) ? { ...part, eigenaar } : part));
};

/** `unlisted(scheme key)`: the value of the key where the list of the scheme has no such concept: it is to be described. */
const unlisted: Composer = (_present, [scheme = "", key = ""], { record, book }) => {
  const value = valueOf(record, key);
  return typeof value === "string" && !book.lists(scheme, value) ? value : undefined;
};

/** `language(engels)`: `en` where the key is true, else `nl`. */
const language: Composer = (_present, [key = ""], { record }) => (valueOf(record, key) === true ? "en" : "nl");

/** `embargo(moment dag : tekst …)`: takes the keys after the colon out when the first time named lies in the future. */
const embargo: Composer = (_present, words, { record, book }) => {
  const colon = words.indexOf(":");
  const time = words.slice(0, colon).flatMap((key) => valueOf(record, key) ?? [])[0];
  if (book.now === undefined || typeof time !== "string" || instantOf(time) <= book.now.getTime()) return undefined;
  for (const key of words.slice(colon + 1)) delete record[key];
  return true;
};

export const composers: Readonly<Record<string, Composer>> = {
  brin_of: brinOf,
  address,
  new_municipality: newMunicipality,
  constant,
  joined,
  owned,
  unlisted,
  language,
  embargo,
};
