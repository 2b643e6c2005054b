/** What the index knows of a thing, and which statements tell it. */

export interface Thing {
  /** Its IRI below the base: `/id/vestiging/16SW03`. */
  readonly path: string;
  readonly label: string;
  /** The language of its label; absent for a name that is one in any. */
  readonly language?: string;
  /** Other names it has. */
  readonly also: readonly string[];
  /** Official codes: BRIN, number of a board, notation; without those that only repeat a UUID. */
  readonly codes: readonly string[];
  /** IRIs of its classes, the one it is listed under first. */
  readonly types: readonly string[];
  /** Slugs of the sources whose graphs speak of it. */
  readonly sources: readonly string[];
  readonly place?: string;
  /** What people call that place otherwise: Den Haag. Not kept. */
  readonly spokenPlaces?: readonly string[];
  /** Path of its province: its own, or that of its municipality. */
  readonly province?: string;
  /** The beginning of its description. */
  readonly text?: string;
  /** What can be compared with a column of somebody's table: property IRI, then value, and so on. */
  readonly facts: readonly string[];
}

const SCHEMA = "http://schema.org/";
const DCT = "http://purl.org/dc/terms/";
const SKOS = "http://www.w3.org/2004/02/skos/core#";
const FOAF = "http://xmlns.com/foaf/0.1/";
const RDFS = "http://www.w3.org/2000/01/rdf-schema#";

export const PLACE = `${SCHEMA}addressLocality`;
export const POSTCODE = `${SCHEMA}postalCode`;

export type Role = "label" | "name" | "code" | "text" | "type";

/** The properties by which a thing can be told from its namesakes, under a base. */
export function comparables(base: string): readonly string[] {
  const ond = (name: string): string => `${base}/def/onderwijs#${name}`;
  return [
    PLACE,
    POSTCODE,
    ond("brin"),
    ond("vestigingsnummer"),
    ond("bevoegdGezagNummer"),
    ond("administratienummer"),
    ond("gemeentecode"),
    ond("bevoegdGezag"),
    ond("vestigingVan"),
    ond("gemeente"),
    ond("provincie"),
    ond("denominatie"),
  ];
}

/** What each property that is read means for the index. */
export function roles(base: string): ReadonlyMap<string, Role> {
  const [ond, tk] = [`${base}/def/onderwijs#`, `${base}/def/parlement#`];
  const table: Readonly<Record<Exclude<Role, "type">, readonly string[]>> = {
    label: [`${RDFS}label`],
    name: [
      `${SCHEMA}name`,
      `${SCHEMA}legalName`,
      `${SCHEMA}alternateName`,
      `${SKOS}prefLabel`,
      `${SKOS}altLabel`,
      `${SKOS}hiddenLabel`,
      `${DCT}title`,
      `${FOAF}name`,
      `${tk}afkorting`,
      `${tk}titel`,
    ],
    code: [
      `${ond}brin`,
      `${ond}vestigingsnummer`,
      `${ond}bevoegdGezagNummer`,
      `${ond}administratienummer`,
      `${ond}gemeentecode`,
      `${SCHEMA}identifier`,
      `${SKOS}notation`,
      `${DCT}identifier`,
      `${tk}nummer`,
    ],
    text: [`${DCT}description`, `${SCHEMA}description`, `${SKOS}definition`, `${RDFS}comment`, `${tk}onderwerp`],
  };
  const byProperty = new Map<string, Role>([["http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "type"]]);
  for (const role of ["text", "code", "name", "label"] as const) {
    for (const property of table[role]) byProperty.set(property, role);
  }
  return byProperty;
}

/** Kinds that are not looked for by name: numbers, findings, loads. They are found through what they are about. */
export const NOT_INDEXED = ["observatie", "bevinding", "lading"] as const;

/** How much more or less likely it is that people look for a kind; 1 for the others. */
const WEIGHTS: Readonly<Record<string, number>> = {
  vestiging: 3,
  instelling: 3,
  "bevoegd-gezag": 2.5,
  samenwerkingsverband: 2,
  gemeente: 2,
  provincie: 2,
  statistiek: 1.5,
  dataset: 1.2,
  distributie: 0.3,
  begrip: 0.7,
  begrippenlijst: 0.6,
  datastructuur: 0.3,
  administratiekantoor: 0.5,
};
/** Kinds of the Tweede Kamer that join others, and are many. */
const JOINTS =
  /^\/id\/tk\/(?:stemming|(?:fractie|commissie)-zetel.*|zaak-actor|document-actor|activiteit-actor|besluit)\//;

/** Parts of a statistic, one for each year: who looks for them looks for the statistic. */
const PARTS = /^\/id\/statistiek\/[^/]+\/deel\//;

/** Below this a kind is not looked for by name: that a name begins as asked brings it no further than its words do. */
export const LEAST_SOUGHT = 0.5;

/** The weight of a thing in the order of results, by its path. */
export function weightOf(path: string): number {
  if (JOINTS.test(path) || PARTS.test(path)) return 0.2;
  const concept = /^\/id\/([^/]+)/.exec(path)?.[1];
  return concept === undefined ? 0.6 : (WEIGHTS[concept] ?? 1);
}

/** The first value that a thing has of a property. */
export function factOf(thing: Thing, property: string): string | undefined {
  for (let i = 0; i < thing.facts.length; i += 2) if (thing.facts[i] === property) return thing.facts[i + 1];
  return undefined;
}

/** All values that a thing has of a property. */
export function factsOf(thing: Thing, property: string): string[] {
  return thing.facts.filter((_, i) => i % 2 === 1 && thing.facts[i - 1] === property);
}
