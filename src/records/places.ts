/**
 * Where a dataset is about: pairs of a scheme and a value (DCAT-AP-DONL), as places. Those of which we have a URI get it;
 * coordinates and postal codes become places of their own.
 */
import type { CellCleaner, CellContext } from "./cell-cleaners.js";
import { iriCleaners } from "./iri-cleaners.js";
import type { CleanRecord, CleanValue } from "./record.js";
import type { Composer } from "./row-cleaners.js";
import { codeOf, lastStep, wordsOf } from "./term-cleaners.js";

type Place = CleanRecord | { readonly bad: string };
type Reader = (value: string, context: CellContext) => Place;

/** A place by the code that a table, or TOOI (`gm0855`, `pv22`), gives it; one without code by its IRI and name. */
function coded(table: string, tooi: RegExp, uriOf: (code: string) => string): Reader {
  return (value, { book, record, lose }) => {
    const code = tooi.exec(value)?.[1] ?? codeOf(book, table, value);
    if (code !== undefined) return { uri: uriOf(code) };
    const place = named(value, { book, record });
    if (!("bad" in place)) lose(value, `staat niet in de lijst ${table}; wel overgenomen, onder zijn eigen URI`);
    return place;
  };
}

/** A place by its own IRI. */
function named(value: string, { book, record }: Pick<CellContext, "book" | "record">): Place {
  const checked = iriCleaners["iri"]?.(value, [], { record, book });
  if (checked === undefined || "bad" in checked) return { bad: "geen IRI van een gebied" };
  return { uri: value, naam: wordsOf(value) };
}

const COUNTRIES = "http://publications.europa.eu/resource/authority/country/";
/** Dutch national grid, in metres. */
const GRID = "http://www.opengis.net/def/crs/EPSG/0/28992";

function point(value: string): Place {
  const found = /^(\d{6}(?:\.\d{3})?) (\d{6}(?:\.\d{3})?)$/.exec(value);
  return found === null
    ? { bad: "geen coördinaten in het Rijksdriehoekstelsel (zes cijfers, spatie, zes cijfers)" }
    : { wkt: `<${GRID}> POINT (${found[1]} ${found[2]})` };
}

function postcode(value: string): Place {
  // A house number stands behind letters alone: `1234 5` is no address.
  const found = /^([1-9]\d{3})(?:([A-Z]{2})(\d+\S*)?)?$/.exec(value);
  if (found === null) return { bad: "geen postcode met huisnummer" };
  const [, digits = "", letters, number] = found;
  if (letters === undefined) return { naam: digits };
  const code = digits + letters;
  return { naam: number === undefined ? code : `${code} ${number}`, postcode: code };
}

/** Last part of a scheme's IRI → how its values are read. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["gemeente", coded("donl-gemeenten", /\/gm(\d{4})$/, (code) => `/id/gemeente/${code}`)],
  ["provincie", coded("donl-provincies", /\/pv(\d{2})$/, (code) => `/id/provincie/${code}`)],
  ["koninkrijksdeel", coded("donl-landen", /\/country\/([A-Z]{3})$/, (code) => COUNTRIES + code)],
  ["waterschap", named],
  ["epsg28992", point],
  ["postcodehuisnummer", postcode],
]);

/** How values of a scheme are read; undefined for a scheme that is not known, or none. */
function readerOf(scheme: unknown): Reader | undefined {
  if (typeof scheme !== "string") return undefined;
  const name = lastStep(scheme).replace(/^overheid\./, "");
  return READERS.get(name.toLowerCase());
}

/** `places(schemes)`: the values of a cell, each by the scheme at its place in the list under that key. */
const places: CellCleaner = (cell, [key = ""], context) => {
  const { lose, record } = context;
  const values: readonly unknown[] = Array.isArray(cell) ? cell : [cell];
  const given = record[key];
  const schemes: readonly CleanValue[] = Array.isArray(given) ? (given as CleanValue[]) : [];
  const found = new Map<string, CleanRecord>();
  values.forEach((value, i) => {
    const scheme = schemes[i];
    const read = readerOf(scheme);
    if (typeof value !== "string" || value.trim() === "") return lose(value, "geen aanduiding van een gebied");
    if (read === undefined)
      return lose(
        value,
        typeof scheme === "string" && scheme !== ""
          ? `gebied volgens een onbekend schema (${scheme})`
          : "gebied zonder schema",
      );
    const place = read(value.trim(), context);
    if ("bad" in place) lose(value, String(place["bad"]));
    else found.set(JSON.stringify(place), place);
  });
  for (const scheme of schemes.slice(values.length)) lose(scheme, "schema zonder gebied");
  return { value: [...found.values()] };
};

/** `positions`: a list of texts in which places count, so that one that comes twice stays. */
const positions: CellCleaner = (cell) => ({
  value: (Array.isArray(cell) ? (cell as unknown[]) : [cell]).map((each) =>
    typeof each === "string" ? each.trim() : "",
  ),
});

/** `paired(places)`: tells of schemes to which there is no value at all. */
const paired: Composer = (present, [key = ""], { record }, tell) => {
  if (present !== undefined && record[key] === undefined) {
    tell({ kind: "ongeldig", value: JSON.stringify(present), reason: "schema zonder gebied" });
  }
  return present;
};

export const placeCleaners: Readonly<Record<string, CellCleaner>> = { places, positions };
export const placeComposers: Readonly<Record<string, Composer>> = { paired };
