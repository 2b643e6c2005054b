/** The statistics of graphs as VoID (Describing Linked Datasets with the VoID Vocabulary, §4 and §5). */
import { graphIri } from "../archive/graph-name.js";
import { literal, namedNode, type Quad, quad, RDF_TYPE, XSD } from "../rdf/terms.js";
import type { GraphStatistics } from "./graph-statistics.js";
import type { StatisticsByGraph } from "./statistics.js";

const VOID = "http://rdfs.org/ns/void#";
/** Of a graph with very many kinds of links, those with the most statements are told. */
const MOST_LINKSETS = 40;
const MOST_EXAMPLES = 5;
const LIVES_IN = /^(?:.*#|.*\/)/;

/** What VoID says of each graph. @param base the base IRI of the graphs */
export function voidQuads(base: string, statistics: StatisticsByGraph): Quad[] {
  const homes = homesOf(statistics);
  return [...statistics].flatMap(([path, counted]) => graphQuads(path, counted, base, homes));
}

/** Set of things → the path of the graph that describes the most of them. */
function homesOf(statistics: StatisticsByGraph): ReadonlyMap<string, string> {
  const homes = new Map<string, { path: string; count: number }>();
  for (const [path, { describes, classes }] of statistics) {
    // A graph that gives no types (labels, identity) speaks about things that others describe.
    if (Object.keys(classes).length === 0) continue;
    for (const [set, count] of Object.entries(describes)) {
      if (count > (homes.get(set)?.count ?? 0)) homes.set(set, { path, count });
    }
  }
  return new Map([...homes].map(([set, { path }]) => [set, path]));
}

function graphQuads(path: string, counted: GraphStatistics, base: string, homes: ReadonlyMap<string, string>): Quad[] {
  const graph = graphIri(base, path);
  // Parts are ours to name, also those of a graph from elsewhere.
  const address = base + path;
  const quads: Quad[] = [];
  const add = (s: string, p: string, o: string | number): void => {
    const object = typeof o === "number" ? literal(String(o), { datatype: `${XSD}integer` }) : namedNode(o);
    quads.push(quad(namedNode(s), namedNode(p === "a" ? RDF_TYPE : VOID + p), object));
  };
  const classes = Object.entries(counted.classes).sort(([, a], [, b]) => b.entities - a.entities);
  const properties = Object.entries(counted.properties).sort(([, a], [, b]) => b - a);
  add(graph, "distinctSubjects", counted.subjects);
  add(graph, "classes", classes.length);
  add(graph, "properties", properties.length);
  const vocabularies = [...classes, ...properties].map(([name]) => LIVES_IN.exec(name)?.[0] ?? name);
  for (const vocabulary of new Set(vocabularies)) add(graph, "vocabulary", vocabulary);
  for (const [, { example }] of classes.slice(0, MOST_EXAMPLES)) add(graph, "exampleResource", example);
  for (const [place, [name, { entities }]] of classes.entries()) {
    const part = `${address}#klasse-${place + 1}`;
    add(graph, "classPartition", part);
    add(part, "class", name);
    add(part, "entities", entities);
  }
  for (const [place, [name, triples]] of properties.entries()) {
    const part = `${address}#eigenschap-${place + 1}`;
    add(graph, "propertyPartition", part);
    add(part, "property", name);
    add(part, "triples", triples);
  }
  const linksets = Object.entries(counted.links)
    .flatMap(([property, targets]) =>
      Object.entries(targets).map(([set, triples]) => {
        const home = homes.get(set);
        return { property, target: home === undefined ? set : graphIri(base, home), triples };
      }),
    )
    // Links within a graph are no links between sets.
    .filter(({ target }) => target !== graph && /^https?:/.test(target))
    .sort((a, b) => b.triples - a.triples);
  for (const [place, { property, target, triples }] of linksets.slice(0, MOST_LINKSETS).entries()) {
    const set = `${address}#links-${place + 1}`;
    add(graph, "subset", set);
    add(set, "a", `${VOID}Linkset`);
    add(set, "linkPredicate", property);
    add(set, "subjectsTarget", graph);
    add(set, "objectsTarget", target);
    add(set, "triples", triples);
  }
  return quads;
}
