/** Reads a YARRRML document (https://rml.io/yarrrml/spec/) into the mapping model. */
import type { LogicalSource, MappingModel, SubjectMap, TermMap, TriplesMap } from "../model.js";
import { didYouMean } from "../nearest.js";
import { ProblemList } from "../problem.js";
import { inverseMaps } from "./inverse.js";
import { FunctionReader } from "./functions.js";
import { DOCUMENT_KEYS, MAPPING_KEYS, namedValues } from "./keys.js";
import { NO_TARGETS, ObjectReader } from "./objects.js";
import { Prefixes } from "./prefixes.js";
import { looksLikeSource, readSource, readSources } from "./sources.js";
import { TermReader } from "./terms.js";
import { readYaml, type YamlMap, type YamlNode, type YamlText } from "./yaml-tree.js";

/** @throws {MappingError} that names every mistake found in the text */
export function readYarrrml(text: string, path: string): MappingModel {
  const problems = new ProblemList(path);
  const tree = readYaml(text, problems);
  problems.throwIfAny();
  if (tree?.kind !== "map") {
    problems.add(tree?.at ?? { line: 1, column: 1 }, "a YARRRML document is a map", "start with `mappings:`");
    problems.throwIfAny();
    return { path, prefixes: {}, triplesMaps: [] };
  }
  const model = new DocumentReader(tree, problems).read();
  problems.throwIfAny();
  return { ...model, notes: problems.notes };
}

class DocumentReader {
  readonly #problems: ProblemList;
  readonly #values: { readonly [K in keyof typeof DOCUMENT_KEYS]?: YamlNode };
  readonly #declared: ReadonlyMap<string, string>;
  readonly #sources: ReadonlyMap<string, LogicalSource>;
  readonly #objects: ObjectReader;
  readonly #functions: FunctionReader;
  readonly #mappings: readonly { name: YamlText; map: YamlMap }[];
  readonly #ids = new Map<string, string[]>();

  constructor(document: YamlMap, problems: ProblemList) {
    this.#problems = problems;
    this.#values = namedValues(document, DOCUMENT_KEYS, "a YARRRML document", problems);
    this.#declared = this.#texts(this.#values.prefixes, "prefixes");
    this.#sources = readSources(this.#values.sources, problems);
    this.#mappings = this.#readMappings();
    const prefixes = new Prefixes(this.#declared, problems);
    const terms = new TermReader(prefixes, this.#texts(this.#values.external, "external"), problems);
    this.#functions = new FunctionReader(terms, prefixes, problems);
    this.#objects = new ObjectReader(terms, this.#functions, (name) => this.#idsOf(name), problems);
  }

  read(): MappingModel {
    if (this.#values.targets !== undefined) {
      this.#problems.note(this.#values.targets.at, ...NO_TARGETS);
    }
    const base = this.#values.base?.kind === "text" ? this.#values.base.text : undefined;
    const drafts = this.#mappings.map(({ name, map }) => {
      const values = namedValues(map, MAPPING_KEYS, `the mapping "${name.text}"`, this.#problems);
      const sources = this.#sourcesOf(name, values.sources);
      const subjects = this.#subjects(values.subjects, name);
      const pairs = sources.flatMap((source) => subjects.map((subject) => ({ source, subject })));
      const ids = pairs.map((_, i) => (i === 0 ? name.text : `${name.text}-${i + 1}`));
      this.#ids.set(name.text, ids);
      return { name, values, pairs, ids };
    });
    const triplesMaps = drafts.flatMap(({ name, values, pairs, ids }): TriplesMap[] => {
      const graphs = this.#objects.graphs(values.graphs);
      const condition = values.conditions === undefined ? undefined : this.#functions.condition(values.conditions);
      const po = values.predicateobjects;
      if (po !== undefined && po.kind !== "list") {
        this.#problems.add(po.at, `po of the mapping "${name.text}" must be a list`, "start each line with `- `");
      }
      const reversible = (po?.kind === "list" ? po.items : []).flatMap((item) => {
        const one = this.#objects.predicateObject(item);
        return one === undefined ? [] : [one];
      });
      const predicateObjects = reversible.map(({ inverses: _inverses, ...one }) => one);
      const maps = pairs.map(({ source, subject }, i) => ({
        id: ids[i] ?? name.text,
        name: name.text,
        source,
        subject: asSubject(subject, graphs, condition),
        predicateObjects,
        at: name.at,
      }));
      return maps.flatMap((map) => [map, ...inverseMaps(map, reversible, this.#problems)]);
    });
    const prefixes = Object.fromEntries(this.#declared);
    return { path: this.#problems.file, prefixes, ...(base === undefined ? {} : { base }), triplesMaps };
  }

  #readMappings(): { name: YamlText; map: YamlMap }[] {
    const node = this.#values.mappings;
    if (node?.kind !== "map") {
      this.#problems.add(node?.at ?? { line: 1, column: 1 }, "the document has no map of mappings", "add `mappings:`");
      return [];
    }
    return node.entries.flatMap(({ key, value }) => {
      if (value.kind === "map") return [{ name: key, map: value }];
      this.#problems.add(key.at, `the mapping "${key.text}" is empty`, "give it `sources`, `s` and `po`");
      return [];
    });
  }

  #sourcesOf(name: YamlText, node: YamlNode | undefined): LogicalSource[] {
    if (node === undefined) {
      this.#problems.add(name.at, `the mapping "${name.text}" has no source`, "add `sources: name`");
      return [];
    }
    const items = node.kind === "list" && !looksLikeSource(node) ? node.items : [node];
    // Names may be in a list of their own beside sources that are written in place (YARRRML, §Data sources).
    const flat = items.flatMap((item) => (item.kind === "list" && !looksLikeSource(item) ? item.items : [item]));
    return flat.flatMap((item) => {
      if (item.kind !== "text") return readSource(item, undefined, this.#problems) ?? [];
      const source = this.#sources.get(item.text);
      if (source !== undefined) return [source];
      this.#problems.add(
        item.at,
        `there is no source "${item.text}"`,
        didYouMean(item.text, [...this.#sources.keys()]),
      );
      return [];
    });
  }

  #subjects(node: YamlNode | undefined, name: YamlText): TermMap[] {
    // YARRRML: a mapping without subject makes a blank node for each record.
    if (node === undefined || (node.kind === "text" && node.text === "")) {
      return [{ expression: { kind: "fresh" }, termType: "BlankNode", at: name.at }];
    }
    return (node.kind === "list" ? node.items : [node]).flatMap((item) => {
      return this.#objects.iriOrFunction(item, `the subject of "${name.text}"`) ?? [];
    });
  }

  #idsOf(name: YamlText): readonly string[] {
    const ids = this.#ids.get(name.text);
    if (ids === undefined) {
      this.#problems.add(name.at, `there is no mapping "${name.text}"`, didYouMean(name.text, [...this.#ids.keys()]));
    }
    return ids ?? [];
  }

  #texts(node: YamlNode | undefined, what: string): Map<string, string> {
    const texts = new Map<string, string>();
    if (node === undefined || (node.kind === "text" && node.text === "")) return texts;
    if (node.kind !== "map") this.#problems.add(node.at, `${what} must be a map`, "write `name: value`");
    for (const { key, value } of node.kind === "map" ? node.entries : []) {
      if (value.kind === "text") texts.set(key.text, value.text);
      else this.#problems.add(value.at, `"${key.text}" under ${what} must be text`, "write `name: value`");
    }
    return texts;
  }
}

function asSubject(term: TermMap, graphs: readonly TermMap[], condition: TermMap | undefined): SubjectMap {
  return { ...term, classes: [], graphs, ...(condition === undefined ? {} : { condition }) };
}
