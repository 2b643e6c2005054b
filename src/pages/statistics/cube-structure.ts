/** What a statistic is made of, from its structure in the ontology: dimensions in their order, and measures (RDF Data Cube). */
import type { Quad } from "../../rdf/terms.js";
import type { Ontology } from "../../resources/ontology.js";

export const QB = "http://purl.org/linked-data/cube#";

export interface CubeStructure {
  /** What a number is broken down by, school year and unit aside. */
  readonly breakdowns: readonly string[];
  readonly measures: readonly string[];
}

const known = new WeakMap<Ontology, ReadonlyMap<string, CubeStructure>>();

/** Structure of a statistic `/id/statistiek/{family}`; undefined when the ontology has none. */
export function structureOf(ontology: Ontology, base: string, cube: string): CubeStructure | undefined {
  let structures = known.get(ontology);
  if (structures === undefined) {
    structures = readStructures(
      [...ontology.modules.values()].flatMap((module) => module.quads),
      base,
    );
    known.set(ontology, structures);
  }
  return structures.get(cube.replace(`${base}/id/statistiek/`, `${base}/id/datastructuur/`));
}

function readStructures(quads: readonly Quad[], base: string): Map<string, CubeStructure> {
  const about = new Map<string, Quad[]>();
  for (const quad of quads) {
    if (!quad.subject.value.startsWith(`${base}/id/datastructuur/`)) continue;
    const said = about.get(quad.subject.value) ?? [];
    if (said.length === 0) about.set(quad.subject.value, said);
    said.push(quad);
  }
  const valueOf = (subject: string, property: string): string | undefined =>
    about.get(subject)?.find((q) => q.predicate.value === QB + property)?.object.value;
  const structures = new Map<string, CubeStructure>();
  for (const [structure, said] of about) {
    const components = new Set(said.filter((q) => q.predicate.value === `${QB}component`).map((q) => q.object.value));
    if (components.size === 0) continue;
    const inOrder = [...components].sort(
      (a, b) => Number(valueOf(a, "order") ?? 99) - Number(valueOf(b, "order") ?? 99),
    );
    const of = (property: string): string[] => inOrder.flatMap((component) => valueOf(component, property) ?? []);
    const shared = new Set([`${base}/def/onderwijs#schooljaar`, `${base}/def/onderwijs#eenheid`]);
    structures.set(structure, {
      breakdowns: of("dimension").filter((dimension) => !shared.has(dimension)),
      measures: of("measure"),
    });
  }
  return structures;
}
