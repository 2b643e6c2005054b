/** Where a thing is: its coordinates, else its address in words. */
import type { Quad } from "../../rdf/terms.js";
import { isMapped, type Place } from "./map.js";

const WGS = "http://www.w3.org/2003/01/geo/wgs84_pos#";
const SCHEMA = "http://schema.org/";

function literalOf(quads: readonly Quad[], subject: string, property: string): string | undefined {
  return quads.find(
    (q) => q.subject.value === subject && q.predicate.value === property && q.object.termType === "Literal",
  )?.object.value;
}

/** The coordinates of a thing, when they are on the map. */
export function placeOf(iri: string, quads: readonly Quad[]): Place | undefined {
  const [latitude, longitude] = ["lat", "long"].map((name) => Number(literalOf(quads, iri, WGS + name) ?? NaN));
  if (latitude === undefined || longitude === undefined || Number.isNaN(latitude + longitude)) return undefined;
  const place = { latitude, longitude };
  return isMapped(place) ? place : undefined;
}

/** The visiting address of a thing on one line; undefined when it has none, or that has no street. */
export function addressOf(quads: readonly Quad[], iri: string): string | undefined {
  return addressLine(quads, `${iri}#bezoekadres`) ?? addressLine(quads, `${iri}#adres`);
}

/** An address on one line: street and number, postcode and town; undefined when it has no street. */
export function addressLine(quads: readonly Quad[], address: string): string | undefined {
  const [street, postcode, town] = ["streetAddress", "postalCode", "addressLocality"].map((name) =>
    literalOf(quads, address, SCHEMA + name),
  );
  if (street === undefined || town === undefined) return undefined;
  return `${street}, ${postcode === undefined ? "" : `${postcode} `}${town}`;
}
