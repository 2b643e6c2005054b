/** Values of JSON-LD under the keys of a context: as short as the context allows without loss. */
import type { Coercion, CompactionContext, TermDefinition } from "./jsonld-context.js";
import { type Literal, RDF_TYPE, type Term, XSD, XSD_STRING } from "./terms.js";

/** `null` only in contexts, where it takes the meaning from a term. */
export type Json = string | number | boolean | null | JsonObject | readonly Json[];
export interface JsonObject {
  [key: string]: Json;
}

const INTEGER = /^(?:0|-?[1-9][0-9]{0,14})$/;
const NO_COERCION: Coercion = { kind: "none" };

/** Writes IRIs and values for one node object, and notes which prefixes an IRI must not be mistaken to have. */
export class JsonLdValues {
  /** Schemes of IRIs that are also prefixes of the context (`geo:52.1,4.3`): the node's own context must undo them. */
  readonly clashes: Set<string>;
  readonly #context: CompactionContext;

  /** `clashes`: prefixes known to be undone; no compact IRI uses them. */
  constructor(context: CompactionContext, clashes: ReadonlySet<string> = new Set()) {
    this.#context = context;
    this.clashes = new Set(clashes);
  }

  /** An IRI where IRIs are read relative to the document (`@id`). */
  iri(iri: string): string {
    const colon = iri.indexOf(":");
    const scheme = iri.slice(0, colon);
    if (this.#context.prefixes.has(scheme) && !iri.startsWith("//", colon + 1)) {
      this.clashes.add(scheme);
      return iri;
    }
    return this.#compact(iri);
  }

  /** An IRI where terms count too (keys and `@type`): a class by its term, or else as {@link iri}. */
  classIri(iri: string): string {
    return this.#context.classes.get(iri) ?? this.#unlessTerm(iri);
  }

  /** The key and the reading under which to write one value of a predicate. */
  key(predicate: string, object: Term): TermDefinition {
    if (predicate === RDF_TYPE && object.termType !== "Literal") {
      return { key: this.#context.type, coercion: NO_COERCION, set: false };
    }
    const terms = this.#context.properties.get(predicate) ?? [];
    return (
      terms.find((term) => fits(term.coercion, object)) ??
      terms.find((term) => term.coercion.kind === "none") ??
      terms[0] ?? { key: this.#unlessTerm(predicate), coercion: NO_COERCION, set: false }
    );
  }

  /** A key that says no more than which property it is, for a reverse map: `rdf:type` too. */
  plainKey(predicate: string): string {
    return this.#unlessTerm(predicate);
  }

  /** A term as a JSON value under a key with this coercion. */
  value(object: Term, coercion: Coercion): Json {
    if (object.termType === "Literal") return this.#literal(object, coercion);
    const iri = object.termType === "BlankNode" ? `_:${object.value}` : this.iri(object.value);
    // A whole IRI that is a term of the context would be replaced under a @vocab coercion.
    return coercion.kind === "iri" && !this.#context.terms.has(iri) ? iri : { [this.#context.id]: iri };
  }

  #literal(object: Literal, coercion: Coercion): Json {
    const { value, language } = object;
    const datatype = object.datatype.value;
    if (language !== "") {
      if (coercion.kind === "language" && coercion.tag === language) return value;
      return { "@value": value, "@language": language };
    }
    const uncoerced = coercion.kind === "none";
    if (datatype === XSD_STRING) {
      const plain = coercion.kind === "datatype" ? coercion.iri === XSD_STRING : uncoerced;
      return plain && !this.#context.defaultLanguage ? value : { "@value": value };
    }
    const coerced = coercion.kind === "datatype" && coercion.iri === datatype;
    if (uncoerced || coerced) {
      if (datatype === `${XSD}integer` && INTEGER.test(value)) return Number(value);
      if (datatype === `${XSD}boolean` && (value === "true" || value === "false")) return value === "true";
      if (coerced) return value;
    }
    return { "@value": value, "@type": this.classIri(datatype) };
  }

  #unlessTerm(iri: string): string {
    const compact = this.iri(iri);
    if (!this.#context.terms.has(compact)) return compact;
    return iri;
  }

  #compact(iri: string): string {
    const cut = Math.max(iri.lastIndexOf("#"), iri.lastIndexOf("/")) + 1;
    const prefix = cut === 0 ? undefined : this.#context.prefixByNamespace.get(iri.slice(0, cut));
    const local = iri.slice(cut);
    return prefix === undefined || local === "" || this.clashes.has(prefix) ? iri : `${prefix}:${local}`;
  }
}

function fits(coercion: Coercion, object: Term): boolean {
  if (object.termType !== "Literal") return coercion.kind === "iri";
  if (object.language !== "") return coercion.kind === "language" && coercion.tag === object.language;
  return coercion.kind === "datatype" && coercion.iri === object.datatype.value;
}
