/** What a graph holds, counted in one pass over its sorted lines: the numbers that VoID has properties for. */
import { fromByteText, subjectOf } from "../archive/byte-lines.js";
import { RDF_TYPE } from "../rdf/terms.js";

export interface GraphStatistics {
  /** Distinct subjects. */
  readonly subjects: number;
  /** Class → its number of instances, and one of them. */
  readonly classes: Readonly<Record<string, { readonly entities: number; readonly example: string }>>;
  /** Property → its number of statements. */
  readonly properties: Readonly<Record<string, number>>;
  /** Set of things that subjects belong to (see {@link setOf}) → how many there are. */
  readonly describes: Readonly<Record<string, number>>;
  /** Property → set of things that its objects belong to → number of statements. */
  readonly links: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** The properties that graphs have, the most frequent first. */
export function propertiesByUse(graphs: Iterable<GraphStatistics>): string[] {
  const uses = new Map<string, number>();
  for (const { properties } of graphs) {
    for (const [property, count] of Object.entries(properties)) uses.set(property, (uses.get(property) ?? 0) + count);
  }
  return [...uses].sort(([, one], [, other]) => other - one).map(([property]) => property);
}

/** Different names counted of each kind: a graph of a hostile source must not fill memory. */
const MOST_NAMES = 5000;

/**
 * Counts a graph.
 *
 * @param batches its lines as byte text, sorted, each once
 * @param base the base IRI of the archive
 */
export async function graphStatistics(
  batches: AsyncIterable<readonly string[]>,
  base: string,
): Promise<GraphStatistics> {
  const classes = new Map<string, { entities: number; example: string }>();
  const properties = new Map<string, number>();
  const describes = new Map<string, number>();
  const links = new Map<string, Map<string, number>>();
  let subjects = 0;
  let last = "";
  for await (const lines of batches) {
    for (const line of lines) {
      const subject = subjectOf(line);
      const isNew = subject !== last;
      last = subject;
      if (isNew) {
        subjects += 1;
        if (!subject.includes("#")) add(describes, setOf(subject.slice(1, -1), base));
      }
      const from = subject.length + 2;
      const to = line.indexOf(">", from);
      const property = line.slice(from, to);
      add(properties, property);
      if (line.charAt(to + 2) !== "<") continue;
      const object = line.slice(to + 3, line.indexOf(">", to + 3));
      if (property === RDF_TYPE) {
        const known = classes.get(object);
        if (known !== undefined) known.entities += 1;
        else if (classes.size < MOST_NAMES) classes.set(object, { entities: 1, example: subject.slice(1, -1) });
        continue;
      }
      // A child belongs to its owner: pointing to it is no link.
      if (object.startsWith(`${subject.slice(1, -1)}#`)) continue;
      const targets = links.get(property) ?? new Map<string, number>();
      if (targets.size === 0 && links.size < MOST_NAMES) links.set(property, targets);
      add(targets, setOf(object, base));
    }
  }
  return {
    subjects,
    classes: plain(classes),
    properties: plain(properties),
    describes: plain(describes),
    links: Object.fromEntries([...links].map(([property, targets]) => [fromByteText(property), plain(targets)])),
  };
}

/** The set that a thing belongs to: of ours, its kind (`{base}/id/vestiging/`); of others, where they are published. */
export function setOf(iri: string, base: string): string {
  const ours = iri.startsWith(`${base}/id/`) ? `${base}/id/` : undefined;
  if (ours !== undefined) return iri.slice(0, iri.indexOf("/", ours.length) + 1 || undefined);
  return /^https?:\/\/[^/]+\//.exec(iri)?.[0] ?? /^[a-z][a-z0-9+.-]*:/i.exec(iri)?.[0] ?? iri;
}

function add(counts: Map<string, number>, name: string): void {
  const known = counts.get(name);
  if (known !== undefined || counts.size < MOST_NAMES) counts.set(name, (known ?? 0) + 1);
}

function plain<T>(counts: ReadonlyMap<string, T>): Record<string, T> {
  return Object.fromEntries([...counts].map(([name, count]) => [fromByteText(name), count]));
}
