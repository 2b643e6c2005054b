/** Composers of the distributions of a dataset: what they take from it, files that come in several, and services. */
import type { CleanRecord, CleanValue } from "./record.js";
import type { Composer } from "./row-cleaners.js";
import { isObject, valueOf } from "./row.js";

function recordsOf(value: CleanValue | undefined): readonly CleanRecord[] {
  return Array.isArray(value) ? (value as readonly CleanValue[]).filter(isObject) : [];
}

/**
 * `inherit(from)`, `inherit(from to)`: each record of the list gets the value of a key of the row where it has none of its
 * own; with `inherit(from to told)` that is told.
 */
const inherit: Composer = (present, [from = "", to = from, told], { record }, tell) => {
  const value = valueOf(record, from);
  if (present === undefined || value === undefined) return present;
  return recordsOf(present).map((child) => {
    if (child[to] !== undefined) return child;
    if (told === "told") tell({ key: to, reason: `ontbreekt in de bron; in de plaats komt ${from} van het geheel` });
    return { ...child, [to]: value };
  });
};

/**
 * `split(downloads download)`: a record with several addresses to download from is followed by one for each but the first,
 * `{uri}#2`, with the same fields; what is said of one file's bytes stays with the first.
 */
const split: Composer = (present, [many = "", one = ""]) => {
  if (present === undefined) return undefined;
  return recordsOf(present).flatMap((child) => {
    const { [many]: addresses, ...rest } = child;
    if (!Array.isArray(addresses)) return [child];
    const { bytes: _bytes, checksum: _checksum, ...alike } = rest;
    return (addresses as readonly CleanValue[]).map((address, i) => {
      if (i === 0) return { ...rest, [one]: address };
      return { ...alike, uri: numbered(String(child["uri"] ?? ""), i + 1), volgnummer: i + 1, [one]: address };
    });
  });
};

/** A hash child of a hash child has one hash. */
function numbered(uri: string, n: number): string {
  return uri.includes("#") ? `${uri}-${n}` : `${uri}#${n}`;
}

/** Parameters by which an OGC service is asked what it offers. */
const ASKING = /^(?:service|request|version)$/i;

/** Where a service is asked, and where it describes itself: `…/wms` and `…/wms?request=GetCapabilities`. */
function endpointOf(address: string, documentation: CleanValue | undefined): CleanRecord {
  const url = new URL(address);
  const isCapabilities = [...url.searchParams].some(
    ([key, value]) => /^request$/i.test(key) && /^getcapabilities$/i.test(value),
  );
  if (isCapabilities) {
    const kept = url.search
      .slice(1)
      .split("&")
      .filter((parameter) => !ASKING.test(parameter.split("=", 1)[0] ?? ""));
    url.search = kept.join("&");
    return { adres: url.href.replace(/\?$/, ""), zelfbeschrijving: address };
  }
  const page = Array.isArray(documentation) ? (documentation as readonly CleanValue[])[0] : documentation;
  return { adres: address, zelfbeschrijving: page ?? address };
}

/**
 * `services(titel beschrijving …)`: a record of the list that is a web service, by what it is called or by its format, gets
 * a `dienst` with the keys that are named, of its own or else of the row.
 */
const services: Composer = (present, keys, { record }) => {
  if (present === undefined) return undefined;
  return recordsOf(present).map((child) => {
    const { uri, toegang, soort, formaat, volgnummer } = child;
    const isService = String(soort ?? "").endsWith("/webservice") || String(formaat ?? "").endsWith("_SRVC");
    const isWeb = typeof toegang === "string" && /^https?:/.test(toegang);
    // Of several files the service is told once.
    if (!isService || !isWeb || typeof uri !== "string" || volgnummer !== undefined) return child;
    const own = keys.flatMap((key): [string, CleanValue][] => {
      const value = child[key] ?? valueOf(record, key);
      return value === undefined ? [] : [[key, value]];
    });
    const separator = uri.includes("#") ? "-" : "#";
    const dienst: CleanRecord = {
      uri: `${uri}${separator}dienst`,
      ...Object.fromEntries(own),
      ...endpointOf(toegang, child["documentatie"]),
    };
    return { ...child, dienst };
  });
};

export const distributionComposers: Readonly<Record<string, Composer>> = { inherit, split, services };
