/**
 * Things to index, from the files of an archive: one walk along all graphs, which are sorted by subject, of the lines
 * that name, code, place or describe something. So the index is the same whatever store answers queries.
 */
import { versionBytes } from "../archive/graph-file.js";
import type { Manifest } from "../archive/manifest.js";
import { mergedMatches, subjectGroups } from "../archive/subject-groups.js";
import { isDataGraph, LABELS_GRAPH } from "../ingest/derived/labels.js";
import { inPattern } from "../rdf/in-pattern.js";
import { parseLines } from "../rdf/nquads-lines.js";
import type { Literal, Quad, Term } from "../rdf/terms.js";
import { sayableText } from "../records/unsayable.js";
import { foldedName } from "./fold.js";
import {
  comparables,
  LEAST_SOUGHT,
  NOT_INDEXED,
  PLACE,
  POSTCODE,
  type Role,
  roles,
  type Thing,
  weightOf,
} from "./thing.js";

const ONTOLOGY_GRAPH = "/graph/ontologie";
const MUNICIPALITIES_GRAPH = "/graph/referentie/gemeenten";
const NAME = "http://schema.org/name";
const ALTERNATIVE = "http://www.w3.org/2004/02/skos/core#altLabel";
/** Characters of a description that are indexed. */
const TEXT_LENGTH = 300;
/** Names and codes of one thing that are kept; a hostile file could give millions. */
const MOST_NAMES = 20;
const LONGEST_NAME = 500;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** How much is read: `lean` leaves out descriptions, other names, and kinds that nobody looks for by name, such as votes. */
export type Detail = "full" | "lean";

/** The number of things that have a label, as the manifest knows it. */
export function labelledThings(manifest: Manifest): number {
  return manifest.graphs[LABELS_GRAPH]?.current?.quads ?? 0;
}

/** The things of an archive, by IRI. Memory is one chunk for each graph and one thing. @param dir the data folder */
export async function* readThings(dir: string, manifest: Manifest, detail: Detail): AsyncGenerator<Thing> {
  const { base } = manifest;
  const graphs = Object.values(manifest.graphs).filter(
    ({ path }) => isDataGraph(path) || path === LABELS_GRAPH || path === ONTOLOGY_GRAPH,
  );
  const sources = graphs.flatMap(({ current }) => (current === undefined ? [] : [versionBytes(dir, current)]));
  const reader = new ThingReader(base, detail, await spokenPlaces(dir, manifest));
  for await (const { subject, lines } of mergedMatches(sources, patternOf(base))) {
    const done = reader.begin(subject);
    if (done !== undefined) yield done;
    reader.add(parseLines(lines.join("")));
  }
  const last = reader.begin("");
  if (last !== undefined) yield last;
}

/** Folded name of a municipality → what people call it otherwise; towns are called as they are. */
async function spokenPlaces(dir: string, manifest: Manifest): Promise<ReadonlyMap<string, readonly string[]>> {
  const spoken = new Map<string, readonly string[]>();
  const current = manifest.graphs[MUNICIPALITIES_GRAPH]?.current;
  if (current === undefined) return spoken;
  for await (const { lines } of subjectGroups(versionBytes(dir, current))) {
    const quads = parseLines(lines.join(""));
    const namesBy = (property: string): string[] =>
      quads.filter(({ predicate }) => predicate.value === property).map(({ object }) => object.value);
    const others = namesBy(ALTERNATIVE);
    if (others.length > 0) for (const name of namesBy(NAME)) spoken.set(foldedName(name), others);
  }
  return spoken;
}

function patternOf(base: string): RegExp {
  const properties = [...roles(base).keys(), ...comparables(base)];
  return new RegExp(
    `^<${inPattern(base)}/(?:id/(?!(?:${NOT_INDEXED.join("|")})/)|def/)[^>\\n]*> ` +
      `<(?:${[...new Set(properties)].map(inPattern).join("|")})> .*$`,
    "gm",
  );
}

/** An address stands before the thing it is of, since `#` sorts before `>`: it is kept until that comes. */
interface Address {
  readonly owner: string;
  readonly isVisited: boolean;
  place?: string;
  postcode?: string;
}

class ThingReader {
  readonly #roles: ReadonlyMap<string, Role>;
  readonly #comparable: ReadonlySet<string>;
  readonly #addresses: Address[] = [];
  #subject = "";
  #quads: Quad[] = [];

  constructor(
    readonly base: string,
    readonly detail: Detail,
    readonly spoken: ReadonlyMap<string, readonly string[]>,
  ) {
    this.#roles = roles(base);
    this.#comparable = new Set(comparables(base));
  }

  /** Goes on to a subject, and gives what was read of the one before, if that is a thing. */
  begin(subject: string): Thing | undefined {
    if (subject === this.#subject) return undefined;
    const [done, quads] = [this.#subject, this.#quads];
    this.#subject = subject;
    this.#quads = [];
    if (done === "") return undefined;
    const isTerm = done.startsWith(`${this.base}/def/`);
    if (isTerm || !done.includes("#")) return this.#thing(done, quads, this.#addressesOf(done));
    this.#keepAddress(done, quads);
    return undefined;
  }

  add(quads: readonly Quad[]): void {
    for (const quad of quads) this.#quads.push(quad);
  }

  #keepAddress(child: string, quads: readonly Quad[]): void {
    const owner = child.slice(0, child.indexOf("#"));
    while (this.#addresses.length > 0 && !owner.startsWith(this.#addresses.at(-1)?.owner ?? "")) this.#addresses.pop();
    const address: Address = { owner, isVisited: !child.endsWith("#correspondentieadres") };
    for (const { predicate, object } of quads) {
      if (predicate.value === PLACE) address.place ??= beginning(object.value, LONGEST_NAME);
      if (predicate.value === POSTCODE) address.postcode ??= beginning(object.value, LONGEST_NAME);
    }
    if (address.place !== undefined || address.postcode !== undefined) this.#addresses.push(address);
  }

  /** Where people go first, where post goes next. */
  #addressesOf(subject: string): readonly Address[] {
    const found: Address[] = [];
    for (let last = this.#addresses.at(-1); last !== undefined; last = this.#addresses.at(-1)) {
      if (last.owner !== subject && subject.startsWith(last.owner)) break;
      this.#addresses.pop();
      if (last.owner === subject) found.push(last);
    }
    return found.sort((a, b) => Number(b.isVisited) - Number(a.isVisited));
  }

  #thing(subject: string, quads: readonly Quad[], addresses: readonly Address[]): Thing | undefined {
    const values = new Map<Role, Set<string>>();
    const facts: string[] = [];
    const sources = new Set<string>();
    let named: Literal | undefined;
    let text: Literal | undefined;
    for (const { predicate, object, graph } of quads) {
      const role = this.#roles.get(predicate.value);
      const source = sourceOf(graph.value, this.base);
      if (source !== undefined) sources.add(source);
      if (this.#comparable.has(predicate.value) && facts.length < 2 * MOST_NAMES) {
        facts.push(predicate.value, beginning(object.value, LONGEST_NAME));
      }
      if (role === undefined) continue;
      if (role === "text") {
        text = dutchFirst(text, object);
        continue;
      }
      if (role === "label") named = dutchFirst(named, object);
      let known = values.get(role);
      if (known === undefined) values.set(role, (known = new Set()));
      if (known.size < MOST_NAMES) known.add(beginning(object.value, LONGEST_NAME));
    }
    const types = [...(values.get("type") ?? [])].sort((a, b) => this.#order(a) - this.#order(b) || (a < b ? -1 : 1));
    const label = named === undefined ? undefined : beginning(named.value, LONGEST_NAME);
    if (label === undefined || types.length === 0) return undefined;
    const path = subject.slice(this.base.length);
    if (this.detail === "lean" && weightOf(path) < LEAST_SOUGHT) return undefined;
    const address = addresses[0];
    const place = address?.place ?? quads.find(({ predicate }) => predicate.value === PLACE)?.object.value;
    const spoken = (each: string): readonly string[] => this.spoken.get(foldedName(each)) ?? [];
    for (const each of addresses) {
      if (each.place !== undefined) for (const name of [each.place, ...spoken(each.place)]) facts.push(PLACE, name);
      if (each.postcode !== undefined) facts.push(POSTCODE, each.postcode);
    }
    const names = [...(values.get("name") ?? []), ...(values.get("label") ?? [])];
    return {
      path,
      label,
      ...(named === undefined || named.language === "" ? {} : { language: named.language }),
      also: this.detail === "lean" ? [] : [...new Set(names)].filter((name) => name !== label),
      codes: codesOf(subject, values.get("code") ?? new Set()),
      types,
      sources: [...sources].sort(),
      facts,
      ...(place === undefined ? {} : { place: beginning(place, LONGEST_NAME), spokenPlaces: spoken(place) }),
      ...(text === undefined || this.detail === "lean" ? {} : { text: beginning(text.value, TEXT_LENGTH) }),
    };
  }

  /** A class of our own vocabulary says most precisely what a thing is. */
  #order(type: string): number {
    return type.startsWith(`${this.base}/def/`) ? 0 : 1;
  }
}

/** The beginning of a text, in whole characters: half of one is none for whoever reads the JSON of an answer. */
function beginning(text: string, most: number): string {
  return text.length > most ? sayableText(text.slice(0, most)) : text;
}

/** The first in Dutch, else the first. */
function dutchFirst(known: Literal | undefined, other: Term): Literal | undefined {
  if (other.termType !== "Literal") return known;
  return known === undefined || (other.language === "nl" && known.language !== "nl") ? other : known;
}

function codesOf(subject: string, stated: ReadonlySet<string>): string[] {
  const own = subject.slice(Math.max(subject.lastIndexOf("/"), subject.lastIndexOf("#")) + 1);
  return [...new Set([own, ...stated])].filter((code) => !UUID.test(code) && code.length <= 60);
}

/** `duo` of a graph such as `/graph/duo/03-…`; the labels say nothing of whose they are. */
function sourceOf(graph: string, base: string): string | undefined {
  const path = graph.slice(base.length);
  return isDataGraph(path) || path === ONTOLOGY_GRAPH ? path.split("/")[2] : undefined;
}
