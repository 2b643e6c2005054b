/** Terms as Turtle writes them (RDF 1.1 Turtle, §6.5): prefixed names, short literals, everything else escaped. */
import { LRUCache } from "lru-cache";
import { escapeLexical } from "./nquads.js";
import { ownText } from "./own-text.js";
import type { Prefixes } from "./prefixes.js";
import { type Literal, RDF_TYPE, type Term, XSD, XSD_STRING } from "./terms.js";

// PN_LOCAL with nothing to escape, in ASCII: nearly every name there is.
const PLAIN_LOCAL = /^(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?)?$/;
// PN_CHARS_BASE beyond ASCII (production 163s), with the marks that PN_CHARS adds.
const LETTERS =
  "\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
const ESCAPABLE = "_~.\\-!$&'()*+,;=/?#@%";
const LOCAL = new RegExp(`^(?:[A-Za-z0-9:${LETTERS}]|[${ESCAPABLE}])+$`, "u");
const ESCAPED = /[~.\-!$&'()*+,;=/?#@%]/g;
// oxlint-disable-next-line no-control-regex -- what IRIREF (production 18) excludes
const NOT_IN_IRI = /[\u0000-\u0020<>"{}|^`\\]/g;

const INTEGER = /^[+-]?[0-9]+$/;
const DECIMAL = /^[+-]?[0-9]*\.[0-9]+$/;

/** `<iri>`; characters that IRIREF excludes are escaped, so hostile text cannot end it. */
export function iriRef(value: string): string {
  return `<${value.replace(NOT_IN_IRI, (c) => `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`)}>`;
}

/** A local name escaped for Turtle, or undefined when it holds a character that cannot be written. */
function localName(local: string): string | undefined {
  if (PLAIN_LOCAL.test(local)) return local;
  return LOCAL.test(local) ? local.replace(ESCAPED, "\\$&") : undefined;
}

/** A prefixed name. */
interface Name {
  readonly prefix: string;
  readonly text: string;
}

/** What is remembered of a table of prefixes: a description is written in less time than it takes to turn it round. */
interface Known {
  readonly byNamespace: ReadonlyMap<string, string>;
  /** Predicates, classes, concepts and datatypes come back in document after document. */
  readonly names: LRUCache<string, Name>;
}

/** Names remembered of one table: a hostile graph cannot fill memory. */
const MOST_NAMES = 8192;
const known = new WeakMap<Prefixes, Known>();

function knownOf(prefixes: Prefixes): Known {
  let found = known.get(prefixes);
  if (found === undefined) {
    const byNamespace = new Map(Object.entries(prefixes).map(([prefix, namespace]) => [namespace, prefix]));
    known.set(prefixes, (found = { byNamespace, names: new LRUCache({ max: MOST_NAMES }) }));
  }
  return found;
}

function nameOf({ byNamespace, names }: Known, iri: string): Name | undefined {
  const there = names.get(iri);
  if (there !== undefined) return there;
  const hash = iri.lastIndexOf("#");
  const cut = (hash < 0 ? iri.lastIndexOf("/") : hash) + 1;
  const prefix = byNamespace.get(iri.slice(0, cut));
  const local = prefix === undefined ? undefined : localName(iri.slice(cut));
  if (prefix === undefined || local === undefined) return undefined;
  const name = { prefix, text: ownText(`${prefix}:${local}`) };
  names.set(ownText(iri), name);
  return name;
}

/** Writes terms and remembers which prefixes that used. */
export class TurtleTerms {
  /** Prefixes that were used since they were last taken. */
  readonly #fresh = new Set<string>();
  readonly #declared = new Set<string>();
  readonly #known: Known;

  constructor(readonly prefixes: Prefixes) {
    this.#known = knownOf(prefixes);
  }

  /** `@prefix` lines for the prefixes used and not yet declared, in the order of the table. */
  takeDeclarations(): string {
    let text = "";
    if (this.#fresh.size === 0) return text;
    for (const [prefix, namespace] of Object.entries(this.prefixes)) {
      if (this.#fresh.has(prefix)) text += `@prefix ${prefix}: ${iriRef(namespace)} .\n`;
    }
    this.#fresh.clear();
    return text;
  }

  predicate(iri: string): string {
    return iri === RDF_TYPE ? "a" : this.iri(iri);
  }

  /** A prefixed name where a prefix covers the IRI up to its last `#` or `/`, else `<iri>`. */
  iri(iri: string): string {
    const name = nameOf(this.#known, iri);
    if (name === undefined) return iriRef(iri);
    if (!this.#declared.has(name.prefix)) {
      this.#declared.add(name.prefix);
      this.#fresh.add(name.prefix);
    }
    return name.text;
  }

  term(term: Term): string {
    switch (term.termType) {
      case "NamedNode":
        return this.iri(term.value);
      case "BlankNode":
        return `_:${term.value}`;
      case "Literal":
        return this.#literal(term);
    }
  }

  #literal(term: Literal): string {
    if (term.language !== "") return `"${escapeLexical(term.value)}"@${term.language}`;
    const datatype = term.datatype.value;
    if (datatype === XSD_STRING) return `"${escapeLexical(term.value)}"`;
    if (datatype.startsWith(XSD)) {
      const value = term.value;
      switch (datatype.slice(XSD.length)) {
        case "integer":
          if (INTEGER.test(value)) return value;
          break;
        case "decimal":
          if (DECIMAL.test(value)) return value;
          break;
        case "boolean":
          if (value === "true" || value === "false") return value;
          break;
        default:
      }
    }
    return `"${escapeLexical(term.value)}"^^${this.iri(datatype)}`;
  }
}
