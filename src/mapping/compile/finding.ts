/** What is told about a record that could not be mapped wholly: data, since the loader publishes it. */

export type MapFindingKind = "iri" | "language" | "datatype" | "value" | "text" | "rounded" | "function";

/** One term that could not be made from one record. */
export interface MapFinding {
  /** Name of the triples map. */
  readonly triplesMap: string;
  /** Which term of it: `subject`, `predicate`, `graph`, or the IRI of the predicate whose object it is. */
  readonly term: string;
  readonly kind: MapFindingKind;
  /** The text that was made or found, cut at 200 characters. */
  readonly value: string;
  /** Why, for a person; in Dutch, since it is published. */
  readonly reason: string;
}

export type Report = (finding: MapFinding) => void;

const REASONS: Readonly<Record<Exclude<MapFindingKind, "function">, string>> = {
  iri: "geen geldige IRI",
  language: "geen geldige taalcode (BCP 47)",
  datatype: "geen geldige IRI voor een datatype",
  text: "geen geldige Unicode-tekst",
  rounded: "een getal van meer cijfers dan bij het lezen bewaard bleven; geef het als tekst",
  value: "een lijst of object waar één waarde hoort",
};

const EXPLAINED: Readonly<Record<MapFindingKind, string>> = {
  iri: "makes no valid IRI",
  language: "is no language tag (BCP 47)",
  datatype: "makes no valid IRI for a datatype",
  text: "is no valid Unicode",
  rounded: "is a number that was rounded when it was read; give it as text",
  value: "is a list or an object where one value belongs",
  function: "was refused by a function",
};

const MAX_VALUE = 200;

/** Where a term stands, known when the mapping is compiled. */
export interface Place {
  readonly triplesMap: string;
  readonly term: string;
}

export function finding(place: Place, kind: Exclude<MapFindingKind, "function">, value: unknown): MapFinding {
  return { ...place, kind, value: cut(value), reason: REASONS[kind] };
}

/** A function refused its input; `reason` is the function's own. */
export function functionFinding(place: Place, value: unknown, reason: string): MapFinding {
  return { ...place, kind: "function", value: cut(value), reason };
}

/** A finding in English, for whoever runs a mapping by hand. */
export function findingText({ triplesMap, term, kind, value, reason }: MapFinding): string {
  const why = kind === "function" ? `${EXPLAINED[kind]}: ${reason}` : EXPLAINED[kind];
  return `${triplesMap}, ${term}: ${JSON.stringify(value)} ${why}`;
}

function cut(value: unknown): string {
  const text = typeof value === "string" ? value : json(value);
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE - 1)}…` : text;
}

function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // Nested deeper than the stack is.
    return Array.isArray(value) ? "[…]" : "{…}";
  }
}
