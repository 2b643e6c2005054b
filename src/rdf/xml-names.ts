/** IRIs as XML names (Namespaces in XML 1.0), and text as XML 1.0 takes it. */
import type { Prefixes } from "./prefixes.js";
import { RDF } from "./terms.js";
import { isXmlText, xmlText } from "./xml-chars.js";

/** What a syntax cannot say, though RDF can. */
export class UnserialisableError extends Error {
  override readonly name = "UnserialisableError";
}

const START =
  "A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
const NAME_START = new RegExp(`^[${START}]$`, "u");
const NAME_CHARACTER = new RegExp(`^[${START}.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040-]$`, "u");

// RDF 1.1 XML Syntax §6.2.2–6.2.5: names of the rdf namespace that may not be property elements, and rdf:li, which
// would become rdf:_1.
const RESERVED = new Set(
  "RDF ID about parseType resource nodeID datatype Description aboutEach aboutEachPrefix bagID li"
    .split(" ")
    .map((name) => RDF + name),
);
const RESERVED_NAMESPACES = new Set(["http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/"]);

/** Prefixes for namespaces: the project's where there is one, else `ns1`, `ns2`, … */
export class XmlNames {
  readonly #prefixes = new Map<string, string>();
  readonly #used = new Set<string>();
  readonly #minted = new Map<string, string>();

  constructor(prefixes: Prefixes) {
    for (const [prefix, namespace] of Object.entries(prefixes)) this.#prefixes.set(namespace, prefix);
    this.#prefixes.set(RDF, "rdf");
  }

  prefix(namespace: string): string {
    const known = this.#prefixes.get(namespace);
    if (known !== undefined) {
      this.#used.add(namespace);
      return known;
    }
    const minted = `ns${this.#minted.size + 1}`;
    this.#minted.set(namespace, minted);
    this.#prefixes.set(namespace, minted);
    this.#used.add(namespace);
    return minted;
  }

  /** Declarations of all namespaces used, rdf aside. */
  takeDeclarations(): string {
    return [...this.#used]
      .filter((namespace) => namespace !== RDF)
      .map((namespace) => declare(this.#prefixes.get(namespace) ?? "", namespace))
      .join("");
  }

  /** Declarations of the namespaces that had no prefix of the project's. */
  takeMinted(): string {
    return [...this.#minted].map(([namespace, prefix]) => declare(prefix, namespace)).join("");
  }
}

/** ` xmlns:prefix="namespace"`. */
export function declare(prefix: string, namespace: string): string {
  return ` xmlns:${prefix}="${nameText(namespace)}"`;
}

/** A predicate as a qualified name: the longest XML name it ends in is the local part. */
export function predicateName(iri: string, names: XmlNames): string {
  // Without a namespace left, or with one that XML keeps for itself, a shorter local part says the same IRI.
  const cut = nameStarts(iri).find((at) => at > 0 && !RESERVED_NAMESPACES.has(iri.slice(0, at)));
  if (cut === undefined || RESERVED.has(iri)) {
    throw new UnserialisableError(
      `RDF/XML cannot name the property <${iri}>, since it does not end in an XML name; ask for Turtle or JSON-LD instead`,
    );
  }
  return `${names.prefix(iri.slice(0, cut))}:${iri.slice(cut)}`;
}

/** Where the NCNames begin that a text ends in, the longest first. From its end on: a pattern would try each place anew. */
function nameStarts(text: string): number[] {
  const starts: number[] = [];
  for (let at = text.length; at > 0;) {
    const last = text.charCodeAt(at - 1);
    const from = at - (last >= 0xdc00 && last <= 0xdfff ? 2 : 1);
    const character = text.slice(from, at);
    if (!NAME_CHARACTER.test(character)) break;
    if (NAME_START.test(character)) starts.push(from);
    at = from;
  }
  return starts.reverse();
}

const NOT_IN_NODE_ID = /[^A-Za-z0-9.-]/gu;

/** The label of a blank node as an rdf:nodeID, which is an XML name (RDF 1.1 XML Syntax §6.2.24): labels may begin with a digit, or have a colon. */
export function nodeId(label: string): string {
  return `b${label.replace(NOT_IN_NODE_ID, (c) => `_${c.codePointAt(0)?.toString(16)}_`)}`;
}

const SPECIAL = /[&<>"\r\n\t]/;
const SPECIALS = /[&<>"\r\n\t]/g;
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#xD;",
  "\n": "&#xA;",
  "\t": "&#x9;",
};

/**
 * A name escaped, for an attribute value between double quotes; white space survives.
 *
 * @throws {UnserialisableError} for a character that XML cannot hold: with another it would name another thing
 */
export function nameText(name: string): string {
  if (!isXmlText(name)) {
    throw new UnserialisableError(
      `RDF/XML cannot hold a character in the name ${JSON.stringify(name)}; ask for Turtle or JSON-LD instead`,
    );
  }
  return escaped(name);
}

/** A value escaped, for content; white space survives, and what XML cannot hold is U+FFFD, as in results of queries in XML. */
export function valueText(value: string): string {
  return escaped(xmlText(value, "\ufffd"));
}

function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(SPECIALS, (c) => ENTITIES[c] ?? c) : text;
}
