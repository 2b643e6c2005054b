/** GeoJSON (RFC 7946) as what RDF has for it: decimals of WGS 84, and well-known text (OGC 06-103r4), longitude first. */
import { decimalText } from "./decimal-text.js";
import type { CleanRecord } from "./record.js";

type Bad = { readonly bad: string };

/** Corners of a polygon, all rings together. */
const MOST_POSITIONS = 50_000;

interface Geometry {
  readonly type?: unknown;
  readonly coordinates?: unknown;
}

/** The geometry in a cell: an object, or its text. */
function geometryOf(cell: unknown): Geometry | undefined {
  let value = cell;
  if (typeof cell === "string") {
    try {
      value = JSON.parse(cell);
    } catch {
      return undefined;
    }
  }
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
}

interface Position {
  readonly long: string;
  readonly lat: string;
}

/** A position, `[longitude, latitude]` in degrees; a height behind it is passed over. */
function positionOf(value: unknown): Position | Bad {
  const [long, lat] = Array.isArray(value) ? (value as unknown[]) : [];
  if (typeof long !== "number" || typeof lat !== "number") return { bad: "geen positie [lengtegraad, breedtegraad]" };
  if (!(Math.abs(long) <= 180)) return { bad: "een lengtegraad ligt tussen -180 en 180" };
  if (!(Math.abs(lat) <= 90)) return { bad: "een breedtegraad ligt tussen -90 en 90" };
  return { long: decimalText(long), lat: decimalText(lat) };
}

/** A Point as `{lat, long, wkt}`; what is wrong with it is said in Dutch, for a finding. */
export function pointOf(cell: unknown): { readonly value: CleanRecord } | Bad {
  const geometry = geometryOf(cell);
  if (geometry?.type !== "Point") return { bad: "geen GeoJSON-punt" };
  const position = positionOf(geometry.coordinates);
  if ("bad" in position) return position;
  const { lat, long } = position;
  return { value: { lat, long, wkt: `POINT(${long} ${lat})` } };
}

/** A Polygon as well-known text; what is wrong with it is said in Dutch, for a finding. */
export function polygonOf(cell: unknown): { readonly value: string } | Bad {
  const geometry = geometryOf(cell);
  const rings: unknown = geometry?.coordinates;
  if (geometry?.type !== "Polygon" || !Array.isArray(rings) || rings.length === 0) {
    return { bad: "geen GeoJSON-veelhoek" };
  }
  const texts: string[] = [];
  let positions = 0;
  for (const ring of rings as unknown[]) {
    const corners = Array.isArray(ring) ? (ring as unknown[]) : [];
    positions += corners.length;
    if (positions > MOST_POSITIONS) return { bad: `een veelhoek van meer dan ${MOST_POSITIONS} hoekpunten` };
    const text = ringText(corners);
    if (typeof text !== "string") return text;
    texts.push(text);
  }
  return { value: `POLYGON(${texts.join(",")})` };
}

/** A ring is closed, and so has four positions or more (RFC 7946 §3.1.6). */
function ringText(corners: readonly unknown[]): string | Bad {
  const texts: string[] = [];
  for (const corner of corners) {
    const position = positionOf(corner);
    if ("bad" in position) return position;
    texts.push(`${position.long} ${position.lat}`);
  }
  if (texts.length < 4 || texts[0] !== texts.at(-1)) return { bad: "een rand die niet gesloten is" };
  return `(${texts.join(",")})`;
}
