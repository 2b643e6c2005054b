/** The vocabularies of the package, read once at start with the base filled in: what `/def` publishes. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Parser } from "n3";
import { withBase } from "../rdf/base.js";
import { type CompactionContext, readContext } from "../rdf/jsonld-context.js";
import { plainQuad } from "../rdf/nquads.js";
import { type Quad, RDFS_LABEL } from "../rdf/terms.js";

export interface OntologyModule {
  readonly name: string;
  /** The Turtle as its author wrote it, further files of the module after it. */
  readonly text: string;
  readonly quads: readonly Quad[];
  /** `owl:versionInfo`, or the last segment of `owl:versionIRI`. */
  readonly version: string | undefined;
  /** IRI of `dct:license`. */
  readonly licence: string | undefined;
  /** When it last became what it is, here: that of its files. */
  readonly modified: Date;
}

export interface Labels {
  readonly nl?: string;
  readonly en?: string;
}

export interface Ontology {
  readonly modules: ReadonlyMap<string, OntologyModule>;
  /** `{module}/{version}` → the vocabularies with that version of that module. */
  readonly earlier: ReadonlyMap<string, Ontology>;
  /** IRI of a term → its labels. */
  readonly labels: ReadonlyMap<string, Labels>;
  /** What the things of each class should look like (SHACL): the documentation tells it in words. */
  readonly shapes: readonly Quad[];
  readonly contextText: string;
  readonly contextModified: Date;
  readonly context: CompactionContext;
}

const OWL = "http://www.w3.org/2002/07/owl#";
const DCT_LICENSE = "http://purl.org/dc/terms/license";

/**
 * Reads `*.ttl`, `versions/*.ttl`, `shapes/*.ttl` and `context.jsonld` of a folder. A module is the file of its name
 * together with the files that add to it by name: `onderwijs` is `onderwijs.ttl` and `onderwijs-cube.ttl`, whose terms are
 * in one namespace. A version that was published before stays under its number: `versions/onderwijs-1.0.0.ttl`.
 *
 * @throws {Error} that names the file that is missing or cannot be read as Turtle
 */
export function loadOntology(folder: string, base: string): Ontology {
  const names = turtleIn(folder).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const files = new Map(names.map((name) => [name, readTurtle(join(folder, `${name}.ttl`), base)]));
  const modules = new Map<string, OntologyModule>();
  const labels = new Map<string, Labels>();
  for (const name of names) {
    const parts = names
      .filter((other) => other === name || other.startsWith(`${name}-`))
      .flatMap((n) => files.get(n) ?? []);
    modules.set(name, moduleOf(name, parts, base));
  }
  for (const file of files.values()) addLabels(labels, file.quads);
  const shapes = turtleIn(join(folder, "shapes")).flatMap(
    (name) => readTurtle(join(folder, "shapes", `${name}.ttl`), base).quads,
  );
  const path = join(folder, "context.jsonld");
  const contextText = withBase(readFileSync(path, "utf8"), base);
  const earlier = new Map<string, Ontology>();
  const now: Ontology = {
    modules,
    earlier,
    labels,
    shapes,
    contextText,
    contextModified: modifiedOf(path),
    context: contextIn(contextText, path),
  };
  for (const module of earlierModules(join(folder, "versions"), base)) {
    const { name, version } = module;
    earlier.set(`${name}/${version}`, { ...now, modules: new Map([...modules, [name, module]]) });
  }
  return now;
}

function contextIn(text: string, path: string): CompactionContext {
  try {
    return readContext(JSON.parse(text));
  } catch (error) {
    throw new Error(`${path} cannot be used as JSON-LD context: ${messageOf(error)}`, { cause: error });
  }
}

/** @throws {Error} when a file is not named after the version that it says it is */
function earlierModules(folder: string, base: string): OntologyModule[] {
  return turtleIn(folder).map((file) => {
    const path = join(folder, `${file}.ttl`);
    const module = moduleOf(file.slice(0, file.lastIndexOf("-")), [readTurtle(path, base)], base);
    const { name, version } = module;
    if (file !== `${name}-${version}`) throw new Error(`${path} says that it is version ${version} of ${name}`);
    return module;
  });
}

/** The names of the files of Turtle in a folder, without extension; none when there is no such folder. */
function turtleIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith(".ttl"));
  return files.map((name) => name.slice(0, -".ttl".length)).sort();
}

/** What a file of Turtle says. */
interface Read {
  readonly text: string;
  readonly quads: readonly Quad[];
  readonly modified: Date;
}

function readTurtle(path: string, base: string): Read {
  const text = withBase(readFileSync(path, "utf8"), base);
  try {
    const quads = new Parser({ format: "text/turtle", baseIRI: `${base}/` }).parse(text).map(plainQuad);
    return { text, quads, modified: modifiedOf(path) };
  } catch (error) {
    throw new Error(`${path} is not Turtle: ${messageOf(error)}`, { cause: error });
  }
}

/**
 * When a file came to be here as it is, in whole seconds, as HTTP has them. Not the time that it was modified: npm gives all files
 * of all packages one day in 1985, and who asks whether a vocabulary changed since would be told that it never did.
 */
function modifiedOf(path: string): Date {
  return new Date(Math.floor(statSync(path).ctimeMs / 1000) * 1000);
}

function moduleOf(name: string, parts: readonly Read[], base: string): OntologyModule {
  const quads = parts.flatMap((part) => part.quads);
  const iri = `${base}/def/${name}`;
  return {
    name,
    text: parts.map((part) => part.text).join("\n"),
    quads,
    version: versionOf(quads, iri),
    licence: valueOf(quads, iri, DCT_LICENSE),
    modified: new Date(Math.max(...parts.map(({ modified }) => modified.getTime()))),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function versionOf(quads: readonly Quad[], iri: string): string | undefined {
  const versionIri = valueOf(quads, iri, `${OWL}versionIRI`);
  if (versionIri === undefined) return valueOf(quads, iri, `${OWL}versionInfo`);
  return versionIri.slice(versionIri.lastIndexOf("/") + 1);
}

/** What the header of a vocabulary says, under its IRI with or without `#`. */
function valueOf(quads: readonly Quad[], iri: string, property: string): string | undefined {
  return quads.find((q) => q.subject.value.replace(/#$/, "") === iri && q.predicate.value === property)?.object.value;
}

function addLabels(labels: Map<string, Labels>, quads: readonly Quad[]): void {
  for (const q of quads) {
    if (q.predicate.value !== RDFS_LABEL || q.object.termType !== "Literal") continue;
    const language = q.object.language === "en" ? "en" : "nl";
    labels.set(q.subject.value, { [language]: q.object.value, ...labels.get(q.subject.value) });
  }
}
