/**
 * The labels graph: one `rdfs:label` per thing (MODEL §1.3), chosen by rank of the graph, newest edition first. One walk
 * along all data graphs, which are sorted by subject, chooses them; it also tells which subjects are there at all.
 */
import { graphIri } from "../../archive/graph-name.js";
import type { GraphEntry } from "../../archive/manifest.js";
import type { GraphFile } from "../../archive/graph-writer.js";
import type { Publication } from "../../archive/publication.js";
import { linesAbout } from "../../archive/lines-about.js";
import { mergedGroups } from "../../archive/subject-groups.js";
import { inPattern } from "../../rdf/in-pattern.js";
import { termToNQuads } from "../../rdf/nquads.js";
import { parseLines } from "../../rdf/nquads-lines.js";
import { type Literal, literal, type Quad, RDF_TYPE, RDFS_LABEL } from "../../rdf/terms.js";
import { RANKS } from "../ranks.js";
import { QB } from "../statements.js";

export const LABELS_GRAPH = "/graph/afgeleid/labels";

/** Predicates that name a thing, the best first; in each, Dutch first, then no language, then any. */
const NAMES = [
  "http://www.w3.org/2004/02/skos/core#prefLabel",
  "http://schema.org/name",
  "http://schema.org/headline",
  "http://purl.org/dc/terms/title",
  "http://xmlns.com/foaf/0.1/name",
];

const NAME_RANKS = new Map(NAMES.map((iri, rank) => [iri, rank]));
const LABEL = `<${RDFS_LABEL}>`;

/**
 * Lines that say what a thing is or is called; all that is described has a type. Not those of hash children; nor those of
 * observations, which have no names: a code in a label a million times over tells nothing that their URIs do not.
 */
const NAMING = new RegExp(
  `^<[^#>\\n]*> <(?:${[...NAMES, RDF_TYPE].map(inPattern).join("|")})> (?!<${inPattern(`${QB}Observation`)}> ).*$`,
  "gm",
);

/** Graphs that name things: not those about the graphs, nor the ontology, whose terms have labels of their own. */
export function isDataGraph(path: string): boolean {
  return !/^\/graph\/(?:meta|afgeleid|ontologie|identiteit)(?:\/|$)/.test(path);
}

/** Predicates of a graph that labels are chosen by. */
export function namingPredicates(path: string): readonly string[] {
  return isDataGraph(path) ? [...NAMES, RDF_TYPE] : [];
}

interface Walk {
  readonly publication: Publication;
  readonly classLabels: ReadonlyMap<string, string>;
  readonly run: string;
  /** Called for each thing that a data graph describes (its IRI). */
  readonly onSubject: (subject: string) => void;
}

/** Publishes the labels graph: anew, or, where all that changed are patches, for the subjects of those alone. */
export async function publishLabels(walk: Walk): Promise<void> {
  const { publication, run } = walk;
  const changed = patchedSubjects(publication);
  const file = changed === undefined ? await allLabels(walk) : await changedLabels(walk, changed);
  const provenance = { source: "lds", run };
  const description = { title: "Namen: één per ding", rank: RANKS.service, keepsHistory: false, provenance };
  publication.setGraph(LABELS_GRAPH, description, file, { asCurrent: true });
}

/** Above this many, one walk along all graphs costs less than looking each up. */
const LOOKED_UP = 5_000;

/** The subjects that patches replaced; undefined when a data graph is another in any other way. */
function patchedSubjects(publication: Publication): ReadonlySet<string> | undefined {
  const { graphs, before } = publication;
  if (!graphs.has(LABELS_GRAPH) || publication.isLost(LABELS_GRAPH)) return undefined;
  const subjects = new Set<string>();
  for (const path of new Set([...graphs.keys(), ...Object.keys(before.graphs)])) {
    if (!isDataGraph(path) || graphs.get(path) === before.graphs[path]) continue;
    const patch = publication.patchOf(path);
    if (patch === undefined) return undefined;
    for (const subject of patch) subjects.add(subject);
  }
  return subjects.size > LOOKED_UP ? undefined : subjects;
}

function namedGraphs({ publication }: Walk): { order: Map<string, number>; graphs: string[] } {
  const graphs = [...publication.graphs.values()].filter((g) => isDataGraph(g.path) && g.current !== undefined);
  return {
    order: new Map(graphs.toSorted(precedence).map((g, i) => [graphIri(publication.before.base, g.path), i])),
    graphs: graphs.map((g) => g.path),
  };
}

async function allLabels(walk: Walk): Promise<GraphFile> {
  const { publication, classLabels, onSubject } = walk;
  const { order, graphs } = namedGraphs(walk);
  const files = graphs.flatMap((path) => publication.excerptFile(path) ?? []);
  const writer = publication.graphWriter(LABELS_GRAPH);
  const start = `${publication.before.base}/id/`;
  let last = "";
  for await (const { subject, lines } of mergedGroups(files, NAMING)) {
    // A thing of which ten thousand names are given comes in several groups, and is labelled once.
    if (!subject.startsWith(start) || subject === last) continue;
    last = subject;
    onSubject(subject);
    await writer.add(`<${subject}>`, `\n${LABEL} ${labelOf(subject, lines, order, classLabels)}`);
  }
  return writer.close();
}

async function changedLabels(walk: Walk, subjects: ReadonlySet<string>): Promise<GraphFile> {
  const { publication, classLabels, onSubject } = walk;
  const { base } = publication.before;
  const { order, graphs } = namedGraphs(walk);
  const files = graphs.flatMap((path) => publication.currentFile(path) ?? []);
  const graph = ` <${base}${LABELS_GRAPH}> .`;
  const labels = new Map<string, string[]>();
  for (const [subject, lines] of linesAbout(files, subjects)) {
    const naming = lines.match(NAMING) ?? [];
    if (naming.length === 0) {
      labels.set(subject, []);
      continue;
    }
    onSubject(subject);
    labels.set(subject, [`<${subject}> ${LABEL} ${labelOf(subject, naming, order, classLabels)}${graph}`]);
  }
  return publication.patchedGraph(LABELS_GRAPH, labels);
}

/** Lowest rank first; then the newest edition; then by name, so that the outcome never depends on the order of loading. */
function precedence(a: GraphEntry, b: GraphEntry): number {
  const [x, y] = [a.current?.provenance.edition ?? "", b.current?.provenance.edition ?? ""];
  return a.rank - b.rank || (x === y ? 0 : x < y ? 1 : -1) || (a.path < b.path ? -1 : 1);
}

/** The label of a thing, as a term, by the lines that name it or say what it is; a million of them are cut, not parsed. */
function labelOf(
  subject: string,
  lines: readonly string[],
  order: ReadonlyMap<string, number>,
  classLabels: ReadonlyMap<string, string>,
): string {
  let best: { readonly line: string; readonly object: string; readonly rank: readonly number[] } | undefined;
  const start = subject.length + "<> <".length;
  for (const line of lines) {
    const end = line.indexOf("> ", start);
    const name = NAME_RANKS.get(line.slice(start, end));
    const graph = line.lastIndexOf(" <");
    const object = line.slice(end + 2, graph);
    if (name === undefined || !object.startsWith('"')) continue;
    const rank = [order.get(line.slice(graph + 2, line.lastIndexOf(">"))) ?? order.size, name, languageRank(object)];
    const better = best === undefined ? -1 : compare(rank, best.rank);
    if (better < 0 || (better === 0 && best !== undefined && valueIn(line) < valueIn(best.line))) {
      best = { line, object, rank };
    }
  }
  if (best === undefined) return termToNQuads(fallback(subject, parseLines(lines.join("\n")), classLabels));
  return best.object.slice(0, best.object.lastIndexOf('"') + 1) + tagOf(best.object);
}

/** `@` and a language in lower case; or what else stands behind the value. */
function tagOf(object: string): string {
  const tag = object.slice(object.lastIndexOf('"') + 1);
  return tag.startsWith("@") ? tag.toLowerCase() : tag;
}

/** Dutch first, then no language, then any. */
function languageRank(object: string): number {
  const tag = tagOf(object);
  return tag === "@nl" ? 0 : tag.startsWith("@") ? 2 : 1;
}

function valueIn(line: string): string {
  return parseLines(line)[0]?.object.value ?? "";
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i += 1) {
    const d = (a[i] ?? 0) - (b[i] ?? 0);
    if (d !== 0) return d;
  }
  return 0;
}

/** A thing that nobody names is called by its class and code: `Bevoegd gezag 20091`. */
function fallback(subject: string, quads: readonly Quad[], classLabels: ReadonlyMap<string, string>): Literal {
  const code = subject.slice(subject.lastIndexOf("/") + 1);
  const types = quads.filter((q) => q.predicate.value === RDF_TYPE);
  const name = types.map((q) => classLabels.get(q.object.value)).find((label) => label !== undefined);
  if (name === undefined) return literal(code);
  return literal(`${name.charAt(0).toUpperCase()}${name.slice(1)} ${code}`, { language: "nl" });
}
