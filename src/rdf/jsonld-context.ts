/**
 * A JSON-LD 1.1 context as a serialiser needs it: which key to write for a predicate, and what a plain JSON value
 * under that key means. What is not understood (reverse and scoped terms, maps, lists) is not used, which loses
 * brevity and nothing else.
 */
import { z } from "zod";

/** How values under a key are read: as IRIs, as literals of a datatype or language, or without coercion. */
export type Coercion =
  | { readonly kind: "none" }
  | { readonly kind: "iri" }
  | { readonly kind: "datatype"; readonly iri: string }
  | { readonly kind: "language"; readonly tag: string };

export interface TermDefinition {
  readonly key: string;
  readonly coercion: Coercion;
  /** Whether one value is an array too. */
  readonly set: boolean;
}

export interface CompactionContext {
  /** Keys for `@id` and `@type`. */
  readonly id: string;
  readonly type: string;
  /** IRI of a property → the terms that mean it. */
  readonly properties: ReadonlyMap<string, readonly TermDefinition[]>;
  /** IRI of a class → its term. */
  readonly classes: ReadonlyMap<string, string>;
  /** Everything that is defined; a compact IRI that is a term of its own means something else. */
  readonly terms: ReadonlySet<string>;
  /** Namespace → prefix, and the prefixes by name: what stands before a colon is expanded. */
  readonly prefixByNamespace: ReadonlyMap<string, string>;
  readonly prefixes: ReadonlySet<string>;
  /** Whether a plain string would get a language from the context. */
  readonly defaultLanguage: boolean;
}

const TERM = z.union([z.string(), z.null(), z.record(z.string(), z.unknown())]);
const FILE = z.object({ "@context": z.record(z.string(), TERM.or(z.number()).or(z.boolean())) });

const KNOWN_KEYS = new Set(["@id", "@type", "@container", "@language", "@prefix", "@protected"]);
const KEYWORDS = new Set(["@id", "@type", "@json", "@none", "@vocab"]);

/**
 * Reads a context document (`{"@context": {…}}`), the base IRI already filled in.
 *
 * @throws {Error} when it is not a JSON object with a `@context` object
 */
export function readContext(json: unknown): CompactionContext {
  const checked = FILE.safeParse(json);
  if (!checked.success) {
    throw new Error(
      `the JSON-LD context must be {"@context": {…}} with terms in it: ${z.prettifyError(checked.error)}`,
    );
  }
  const entries = checked.data["@context"];
  const expand = expander(entries);
  const aliases = { id: "@id", type: "@type" };
  const properties = new Map<string, TermDefinition[]>();
  const classes = new Map<string, string>();
  const prefixByNamespace = new Map<string, string>();
  const prefixes = new Set<string>();

  for (const [key, value] of Object.entries(entries)) {
    if (key.startsWith("@")) continue;
    if (value === "@id") aliases.id = key;
    else if (value === "@type") aliases.type = key;
    if (typeof value === "string") {
      if (value.startsWith("@")) continue;
      const iri = expand(value);
      if (iri === undefined) continue;
      // §4.1.2: a simple term whose IRI ends in a gen-delim may be used as a prefix.
      if (/[:/?#[\]@]$/.test(iri) && !key.includes(":")) {
        prefixes.add(key);
        prefixByNamespace.set(iri, key);
      } else {
        add(properties, iri, { key, coercion: { kind: "none" }, set: false });
        classes.set(iri, key);
      }
    } else if (typeof value === "object" && value !== null) {
      const iri = expand(typeof value["@id"] === "string" ? value["@id"] : key);
      if (value["@prefix"] === true) prefixes.add(key);
      const definition = iri === undefined ? undefined : termDefinition(key, value, expand);
      if (iri === undefined || definition === undefined) continue;
      if (value["@prefix"] === true) prefixByNamespace.set(iri, key);
      add(properties, iri, definition);
      if (definition.coercion.kind === "none" && !definition.set) classes.set(iri, key);
    }
  }
  const language = entries["@language"];
  return {
    ...aliases,
    properties,
    classes,
    terms: new Set(Object.keys(entries)),
    prefixByNamespace,
    prefixes,
    defaultLanguage: typeof language === "string",
  };
}

function add(map: Map<string, TermDefinition[]>, iri: string, definition: TermDefinition): void {
  const known = map.get(iri);
  if (known === undefined) map.set(iri, [definition]);
  else known.push(definition);
}

function termDefinition(
  key: string,
  value: Readonly<Record<string, unknown>>,
  expand: (text: string) => string | undefined,
): TermDefinition | undefined {
  if (Object.keys(value).some((k) => !KNOWN_KEYS.has(k))) return undefined;
  const container = value["@container"];
  const set = container === "@set" || (Array.isArray(container) && container.length === 1 && container[0] === "@set");
  if (container !== undefined && container !== null && !set) return undefined;
  const type = value["@type"];
  const language = value["@language"];
  if (typeof type === "string") {
    if (type === "@id" || type === "@vocab") return { key, coercion: { kind: "iri" }, set };
    if (type === "@none") return { key, coercion: { kind: "none" }, set };
    const iri = KEYWORDS.has(type) ? undefined : expand(type);
    return iri === undefined ? undefined : { key, coercion: { kind: "datatype", iri }, set };
  }
  if (typeof language === "string") return { key, coercion: { kind: "language", tag: language.toLowerCase() }, set };
  return { key, coercion: { kind: "none" }, set };
}

/** Expands a term, a compact IRI or an IRI of the context itself (§5.2), as far as definitions may lean on others. */
function expander(entries: Readonly<Record<string, unknown>>): (text: string) => string | undefined {
  const vocab = typeof entries["@vocab"] === "string" ? entries["@vocab"] : undefined;
  const expand = (text: string, depth: number): string | undefined => {
    if (text.startsWith("@") || depth > 8) return undefined;
    const colon = text.indexOf(":");
    if (colon > 0) {
      const prefix = entries[text.slice(0, colon)];
      const target = targetOf(prefix);
      if (target === undefined || text.startsWith("//", colon + 1)) return text;
      const namespace = expand(target, depth + 1);
      return namespace === undefined ? undefined : namespace + text.slice(colon + 1);
    }
    const target = targetOf(entries[text]);
    if (target !== undefined && target !== text) return expand(target, depth + 1);
    return vocab === undefined ? undefined : vocab + text;
  };
  return (text) => expand(text, 0);
}

function targetOf(definition: unknown): string | undefined {
  if (typeof definition === "string") return definition;
  if (typeof definition === "object" && definition !== null && "@id" in definition) {
    return typeof definition["@id"] === "string" ? definition["@id"] : undefined;
  }
  return undefined;
}
