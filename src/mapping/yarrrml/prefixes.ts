/** Prefixed names in YARRRML: which are expanded, and what is said of those that cannot be. */
import { BASE_TOKEN } from "../../rdf/base.js";
import { prefixesFor } from "../../rdf/prefixes.js";
import { didYouMean } from "../nearest.js";
import type { Position, ProblemList } from "../problem.js";
import { GREL, IDLAB_FN } from "../vocabulary.js";

/**
 * Known without being declared: the initial context of RDFa 1.1, as YARRRML says (§Prefixes and namespaces), and what the
 * syntax itself needs. A declaration wins.
 */
const PREDEFINED: Readonly<Record<string, string>> = {
  as: "https://www.w3.org/ns/activitystreams#",
  cc: "http://creativecommons.org/ns#",
  csvw: "http://www.w3.org/ns/csvw#",
  ctag: "http://commontag.org/ns#",
  dc: "http://purl.org/dc/terms/",
  dc11: "http://purl.org/dc/elements/1.1/",
  dcat: "http://www.w3.org/ns/dcat#",
  dcterms: "http://purl.org/dc/terms/",
  dqv: "http://www.w3.org/ns/dqv#",
  duv: "https://www.w3.org/ns/duv#",
  foaf: "http://xmlns.com/foaf/0.1/",
  gr: "http://purl.org/goodrelations/v1#",
  grddl: "http://www.w3.org/2003/g/data-view#",
  ical: "http://www.w3.org/2002/12/cal/icaltzd#",
  ldp: "http://www.w3.org/ns/ldp#",
  ma: "http://www.w3.org/ns/ma-ont#",
  oa: "http://www.w3.org/ns/oa#",
  og: "http://ogp.me/ns#",
  org: "http://www.w3.org/ns/org#",
  owl: "http://www.w3.org/2002/07/owl#",
  prov: "http://www.w3.org/ns/prov#",
  qb: "http://purl.org/linked-data/cube#",
  rdfa: "http://www.w3.org/ns/rdfa#",
  rev: "http://purl.org/stuff/rev#",
  rif: "http://www.w3.org/2007/rif#",
  rr: "http://www.w3.org/ns/r2rml#",
  schema: "http://schema.org/",
  sd: "http://www.w3.org/ns/sparql-service-description#",
  sioc: "http://rdfs.org/sioc/ns#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  skosxl: "http://www.w3.org/2008/05/skos-xl#",
  ssn: "http://www.w3.org/ns/ssn/",
  sosa: "http://www.w3.org/ns/sosa/",
  time: "http://www.w3.org/2006/time#",
  v: "http://rdf.data-vocabulary.org/#",
  vcard: "http://www.w3.org/2006/vcard/ns#",
  void: "http://rdfs.org/ns/void#",
};
const BUILT_IN: Readonly<Record<string, string>> = {
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
  grel: GREL,
  "idlab-fn": IDLAB_FN,
};

/** Common prefixes, only to say in a message what a missing declaration may look like. */
const FAMILIAR: Readonly<Record<string, string>> = prefixesFor(BASE_TOKEN);

// URI schemes that a mapping may use without `//`; anything else before a colon is taken for a prefix.
const SCHEMES = new Set([
  "urn",
  "mailto",
  "tel",
  "data",
  "info",
  "doi",
  "tag",
  "geo",
  "did",
  "ark",
  "news",
  "sip",
  "fax",
]);
const PREFIXED = /^([A-Za-z_][\w.-]*):(?!\/\/)/;

export class Prefixes {
  readonly #map: ReadonlyMap<string, string>;
  readonly #declared: ReadonlyMap<string, string>;
  readonly #problems: ProblemList;

  constructor(declared: ReadonlyMap<string, string>, problems: ProblemList) {
    this.#map = new Map([...Object.entries(PREDEFINED), ...Object.entries(BUILT_IN), ...declared]);
    this.#declared = declared;
    this.#problems = problems;
  }

  /**
   * Whether `text` starts with a prefix that the document declares, or that the syntax needs. The others that are known
   * do not count: in a value, `v:1` or `time:12` is text.
   */
  knows(text: string): boolean {
    const prefix = PREFIXED.exec(text)?.[1];
    return prefix !== undefined && (this.#declared.has(prefix) || Object.hasOwn(BUILT_IN, prefix));
  }

  /** `text` with its declared prefix replaced by the namespace; other text stays as it is. */
  expand(text: string): string {
    const prefix = PREFIXED.exec(text)?.[1];
    const namespace = prefix === undefined ? undefined : this.#map.get(prefix);
    return prefix === undefined || namespace === undefined ? text : namespace + text.slice(prefix.length + 1);
  }

  /** As {@link expand}, where an IRI must come out: what looks like an undeclared prefix is a problem. */
  expandIri(text: string, at: Position): string {
    const prefix = PREFIXED.exec(text)?.[1];
    if (prefix !== undefined && !this.#map.has(prefix) && !SCHEMES.has(prefix.toLowerCase())) {
      const familiar = Object.hasOwn(FAMILIAR, prefix) ? FAMILIAR[prefix] : undefined;
      this.#problems.add(
        at,
        `the prefix "${prefix}" of "${text}" is not declared`,
        familiar === undefined
          ? `add it under prefixes${hintAfter(didYouMean(prefix, [...this.#declared.keys(), ...Object.keys(BUILT_IN)]))}`
          : `add \`${prefix}: "${familiar}"\` under prefixes`,
      );
    }
    return this.expand(text);
  }
}

function hintAfter(hint: string | undefined): string {
  return hint === undefined ? "" : `, or ${hint}`;
}
