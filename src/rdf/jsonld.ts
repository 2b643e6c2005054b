/** Compact JSON-LD 1.1, written straight from quads by a context document; expanding it gives the same triples back. */
import type { CompactionContext } from "./jsonld-context.js";
import { type Json, JsonLdValues, type JsonObject } from "./jsonld-values.js";
import { bySubject, nodeKey, type SubjectGroup, subjectRuns } from "./subjects.js";
import type { Quad } from "./terms.js";

export interface JsonLdOptions {
  readonly context: CompactionContext;
  /** IRI of the context document, which the output names. */
  readonly contextUrl: string;
  /** IRI of the thing that is described: it becomes the root, what it points to is nested in it. */
  readonly described?: string;
}

/** How deep nodes are nested in each other before the rest is listed beside them. */
const DEEPEST = 8;

/** Quads as one JSON-LD document, indented for people: the union of their graphs. */
export function writeJsonLd(quads: readonly Quad[], options: JsonLdOptions): string {
  return `${JSON.stringify(jsonLdDocument(quads, options), undefined, 2)}\n`;
}

/** As {@link writeJsonLd}, not yet text. */
function jsonLdDocument(quads: readonly Quad[], options: JsonLdOptions): JsonObject {
  let values = new JsonLdValues(options.context);
  let nodes = nest(quads, options, values);
  if (values.clashes.size > 0) {
    // Once more, now that it is known which prefixes must not be used.
    values = new JsonLdValues(options.context, values.clashes);
    nodes = nest(quads, options, values);
  }
  const undo = undone(values.clashes);
  const head: JsonObject = { "@context": undo === undefined ? options.contextUrl : [options.contextUrl, undo] };
  const [only] = nodes;
  return only !== undefined && nodes.length === 1 ? { ...head, ...only } : { ...head, "@graph": nodes };
}

/**
 * JSON-LD of a whole graph, sorted by subject, in pieces: one flat node per line, so that line tools can read it too.
 */
export async function* streamJsonLd(
  batches: AsyncIterable<readonly Quad[]>,
  options: Omit<JsonLdOptions, "described">,
): AsyncGenerator<string> {
  yield `{"@context":${JSON.stringify(options.contextUrl)},"@graph":[\n`;
  let separator = "";
  for await (const groups of subjectRuns(batches)) {
    let piece = "";
    for (const group of groups) {
      piece += separator + JSON.stringify(flatNode(group, options.context));
      separator = ",\n";
    }
    yield piece;
  }
  yield "\n]}\n";
}

function flatNode(group: SubjectGroup, context: CompactionContext): JsonObject {
  let values = new JsonLdValues(context);
  let node = nodeObject(group, context, values);
  if (values.clashes.size === 0) return node;
  values = new JsonLdValues(context, values.clashes);
  node = nodeObject(group, context, values);
  return { "@context": undone(values.clashes) ?? {}, ...node };
}

/** A context that takes the meaning from prefixes which an IRI of the document has as its scheme. */
function undone(clashes: ReadonlySet<string>): JsonObject | undefined {
  if (clashes.size === 0) return undefined;
  return Object.fromEntries([...clashes].map((prefix) => [prefix, null]));
}

/** Nodes in which each subject is written once, where it is first pointed to. */
function nest(quads: readonly Quad[], options: JsonLdOptions, values: JsonLdValues): JsonObject[] {
  const groups = bySubject(quads, options.described);
  const waiting = new Map(groups.map((group) => [nodeKey(group.subject), group]));
  const roots: JsonObject[] = [];
  const take = (key: string, depth: number): JsonObject | undefined => {
    const group = depth > DEEPEST ? undefined : waiting.get(key);
    if (group === undefined) return undefined;
    waiting.delete(key);
    return nodeObject(group, options.context, values, (child) => take(child, depth + 1));
  };
  const pointsHere = ({ object }: Quad): boolean =>
    object.termType === "NamedNode" && object.value === options.described;
  // Of a thing that only others speak of there is nothing but its name.
  if (options.described !== undefined && !waiting.has(options.described) && quads.some(pointsHere)) {
    roots.push({ [options.context.id]: values.iri(options.described) });
  }
  for (const group of groups) {
    const [root] = roots;
    const key = nodeKey(group.subject);
    const pointing = root === undefined ? [] : group.quads.filter(pointsHere);
    if (root !== undefined && pointing.length > 0 && waiting.has(key)) {
      // What points to the thing described hangs under it too, so that it stays the one root.
      waiting.set(key, { subject: group.subject, quads: group.quads.filter((quad) => !pointing.includes(quad)) });
      addReverse(root, pointing, values, options.context.id, take(key, 1) ?? {});
    } else {
      const node = take(key, 0);
      if (node !== undefined) roots.push(node);
    }
  }
  return roots;
}

/** Hangs a node under the root by the statements with which it points there (JSON-LD 1.1 §4.8). */
function addReverse(
  root: JsonObject,
  pointing: readonly Quad[],
  values: JsonLdValues,
  idKey: string,
  node: JsonObject,
): void {
  const reverse = (root["@reverse"] ??= {}) as { [key: string]: Json[] };
  let said = node;
  for (const predicate of new Set(pointing.map((quad) => quad.predicate.value))) {
    (reverse[values.plainKey(predicate)] ??= []).push(said);
    said = { [idKey]: node[idKey] ?? "" };
  }
}

function nodeObject(
  group: SubjectGroup,
  context: CompactionContext,
  values: JsonLdValues,
  child: (key: string) => JsonObject | undefined = () => undefined,
): JsonObject {
  const id = group.subject.termType === "BlankNode" ? `_:${group.subject.value}` : values.iri(group.subject.value);
  const entries = new Map<string, { set: boolean; values: Json[] }>();
  entries.set(context.type, { set: false, values: [] });
  for (const quad of group.quads) {
    const { key, coercion, set } = values.key(quad.predicate.value, quad.object);
    let value: Json;
    if (key === context.type && quad.object.termType !== "Literal") {
      value = quad.object.termType === "BlankNode" ? `_:${quad.object.value}` : values.classIri(quad.object.value);
    } else {
      const nested = quad.object.termType === "Literal" ? undefined : child(nodeKey(quad.object));
      value = nested ?? values.value(quad.object, coercion);
    }
    const entry = entries.get(key);
    if (entry === undefined) entries.set(key, { set, values: [value] });
    else entry.values.push(value);
  }
  const node: JsonObject = { [context.id]: id };
  for (const [key, entry] of entries) {
    const [first] = entry.values;
    if (first === undefined) continue;
    node[key] = entry.values.length === 1 && !entry.set ? first : entry.values;
  }
  return node;
}
