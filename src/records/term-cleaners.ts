/**
 * Cleaners of terms: values out of someone's list, in whichever form a catalogue writes them (an IRI in http or https, its
 * last step, a word), as the term that we publish. The lists are tables beside the mappings, `value,code`; a `value` in
 * lower case stands for every case.
 */
import { oneOf } from "./cell.js";
import type { CellCleaner } from "./cell-cleaners.js";
import { iriCleaners } from "./iri-cleaners.js";
import type { RowCleaner } from "./row-cleaners.js";
import type { ReferenceBook } from "./reference-book.js";

/** The lists of the Publications Office of the European Union. */
const AUTHORITY = "http://publications.europa.eu/resource/authority/";

/** The last step of an IRI, or the value itself. */
export function lastStep(value: string): string {
  const whole = withoutEnd(value, "/#");
  return whole.slice(Math.max(whole.lastIndexOf("/"), whole.lastIndexOf("#")) + 1);
}

/** A value without what it ends in of these characters; a pattern would look for them from each that is there. */
function withoutEnd(value: string, characters: string): string {
  let end = value.length;
  while (end > 0 && characters.includes(value.charAt(end - 1))) end -= 1;
  return value.slice(0, end);
}

/** The code that a table gives to a value: as it is, without its protocol's `s` and last slash, or by its last step. */
export function codeOf(book: ReferenceBook, table: string, value: string): string | undefined {
  const plain = withoutEnd(value.replace(/^https:/i, "http:"), "/");
  for (const form of [value, plain, lastStep(value)]) {
    const code = book.lookup(table, form) ?? book.lookup(table, form.toLowerCase());
    if (code !== undefined) return code;
  }
  return undefined;
}

/** The last step of a term of a list of the EU; undefined for what is none of it. */
function termOf(value: string, list: string | undefined): string | undefined {
  const own = /^https?:\/\/publications\.europa\.eu\/resource\/authority\/([a-z-]+)\/([A-Za-z0-9_]+)$/.exec(value);
  return own?.[1] === list ? own?.[2] : undefined;
}

/**
 * `term(table)`, `term(table list)`: the term that the table gives; with a list of the EU its codes are terms of that
 * list (`CSV` of `file-type`). `term(table list open)` also takes a term of the list as it is, also one that the table does
 * not know yet.
 */
const term: RowCleaner = (value, [table = "", list, open], { book }) => {
  const own = open === "open" ? termOf(value, list) : undefined;
  // In capitals it is how the list writes it; the table is for other spellings.
  if (own !== undefined && own === own.toUpperCase()) return { value: `${AUTHORITY}${list}/${own}` };
  const code = codeOf(book, table, value) ?? own;
  if (code === undefined) return { bad: `staat niet in de lijst ${table}` };
  return { value: list === undefined ? code : `${AUTHORITY}${list}/${code}` };
};

/** `called(table)`: the name of what an IRI names, by the table; else its last step as words, which the log counts. */
const called: RowCleaner = (value, [table = ""], { book }) => {
  const listed = codeOf(book, table, value);
  if (listed !== undefined) return { value: listed };
  if ("bad" in (iriCleaners["iri"]?.(value, [], { record: {}, book }) ?? {})) return undefined;
  book.count(`naam afgeleid van een URI die ${table} niet heeft`);
  return { value: wordsOf(value) };
};

/** `http://…/terms/Haren_(gemeente)` → `Haren`. */
export function wordsOf(value: string): string {
  const step = lastStep(value);
  let words = step;
  try {
    words = decodeURIComponent(step);
  } catch {
    // Not encoded, but with a percent sign of its own.
  }
  const named = words
    .replaceAll("_", " ")
    .replace(/ \([a-z -]+\)$/, "")
    .trim();
  return named === "" ? value : named;
}

/** `known_iri(table)`: an IRI as it is, a word by the table; an IRI that the table does not have is kept, and told. */
const knownIri: CellCleaner = (cell, [table = ""], { book, record, lose }) => {
  const one = oneOf(cell, lose);
  const value = typeof one === "string" ? one.trim() : "";
  const code = value === "" ? undefined : codeOf(book, table, value);
  const checked = iriCleaners["iri"]?.(value, [], { record, book });
  if (checked !== undefined && "value" in checked) {
    if (code === undefined) lose(one, `staat niet in de lijst ${table}; wel overgenomen`);
    return checked;
  }
  return code === undefined ? { bad: `staat niet in de lijst ${table}` } : { value: code };
};

export const termCleaners: Readonly<Record<string, RowCleaner>> = { term, called };
export const termCellCleaners: Readonly<Record<string, CellCleaner>> = { known_iri: knownIri };
