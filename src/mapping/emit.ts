/** Writes a mapping model out as RML in Turtle, in the new vocabulary or the old, for other engines. */
import { isAbsoluteIri } from "../rdf/iri.js";
import { iri, type Named, type Node, type Property, text, turtle } from "./emit/nodes.js";
import { TermWriter } from "./emit/terms.js";
import { prefixesOf, type Vocabulary, type Words, wordsOf } from "./emit/words.js";
import type { LogicalSource, MappingModel, ObjectMap, PredicateObjectMap, TermMap, TriplesMap } from "./model.js";
import { ProblemList } from "./problem.js";
import { CSVW, RML } from "./vocabulary.js";

export type { Vocabulary } from "./emit/words.js";

const TRIPLES_MAPS = "urn:triplesmap:";
const RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/**
 * The mapping as RML Turtle. Old RML knows no URI or unsafe IRI (they become IRIs), and no joins but on references.
 *
 * @param options.base put before relative IRIs, which not all engines can do; by default what the document declares
 * @throws {MappingError} on what the old vocabulary cannot say
 */
export function emitMapping(
  model: MappingModel,
  vocabulary: Vocabulary,
  options: { readonly base?: string } = {},
): string {
  const words = wordsOf(vocabulary);
  const problems = new ProblemList(model.path);
  const base = options.base ?? model.base;
  const nodes = model.triplesMaps.map((map) => new MapWriter(words, map, { ...model, base }, problems).node());
  problems.throwIfAny();
  // For relative IRIs that come from the records: these engines take their base from here.
  const declared = base !== undefined && isAbsoluteIri(base) ? `@base <${base}> .\n` : "";
  return declared + turtle(nodes, prefixesOf(model, words));
}

function idOf(id: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(id) ? id : TRIPLES_MAPS + encodeURIComponent(id);
}

type BasedModel = Omit<MappingModel, "base"> & { readonly base: string | undefined };

class MapWriter {
  readonly #words: Words;
  readonly #map: TriplesMap;
  readonly #model: BasedModel;
  readonly #terms: TermWriter;
  readonly #problems: ProblemList;

  constructor(words: Words, map: TriplesMap, model: BasedModel, problems: ProblemList) {
    this.#words = words;
    this.#map = map;
    this.#model = model;
    this.#terms = new TermWriter(words, map.source, map.baseIri ?? model.base);
    this.#problems = problems;
  }

  node(): Named {
    const { r2rml, rml } = this.#words;
    const { subject, predicateObjects, baseIri, source, id } = this.#map;
    const extra: Property[] = [
      ...subject.classes.map((cls) => ({ predicate: r2rml("class"), object: iri(cls) })),
      ...this.#graphs(subject.graphs),
    ];
    const properties: Property[] = [
      { predicate: RDF_TYPE, object: iri(r2rml("TriplesMap")) },
      { predicate: rml("logicalSource"), object: this.#source(source) },
      { predicate: r2rml("subjectMap"), object: this.#terms.termMap(subject, extra) },
      ...predicateObjects.map((po) => ({ predicate: r2rml("predicateObjectMap"), object: this.#predicateObject(po) })),
    ];
    if (baseIri !== undefined && this.#words.vocabulary === "rml") {
      properties.push({ predicate: rml("baseIRI"), object: iri(baseIri) });
    }
    return { id: idOf(id), properties };
  }

  #graphs(graphs: readonly TermMap[]): Property[] {
    return graphs.map((graph) => ({ predicate: this.#words.r2rml("graphMap"), object: this.#terms.termMap(graph) }));
  }

  #predicateObject(po: PredicateObjectMap): Node {
    const { r2rml, rml, vocabulary } = this.#words;
    const isNew = vocabulary === "rml";
    const properties: Property[] = [
      ...po.predicates.map((p) => ({ predicate: r2rml("predicateMap"), object: this.#terms.termMap(p) })),
      // Old RML has its conditions on the objects.
      ...po.objects.map((o) => this.#object(isNew ? o : guarded(o, po.condition))),
      ...this.#graphs(po.graphs),
    ];
    if (po.condition !== undefined && isNew) {
      properties.push({ predicate: rml("condition"), object: this.#terms.value(po.condition) });
    }
    return { properties };
  }

  #object(object: ObjectMap): Property {
    const { r2rml, vocabulary } = this.#words;
    const predicate = r2rml("objectMap");
    if ("term" in object) return { predicate, object: this.#terms.termMap(object.term) };
    const { parent, joins, condition, at } = object.parent;
    const properties: Property[] = [{ predicate: r2rml("parentTriplesMap"), object: iri(idOf(parent)) }];
    const other = this.#model.triplesMaps.find((map) => map.id === parent);
    const parentTerms = new TermWriter(this.#words, other?.source ?? this.#map.source, undefined);
    for (const join of joins) {
      const sides = [this.#side("child", join.child, this.#terms), this.#side("parent", join.parent, parentTerms)];
      properties.push({ predicate: r2rml("joinCondition"), object: { properties: sides } });
    }
    if (condition !== undefined && vocabulary === "rml") {
      properties.push({ predicate: r2rml("condition"), object: this.#terms.value(condition) });
    } else if (condition !== undefined) {
      this.#problems.add(at, "old RML has no condition on a link to another triples map", "write --emit rml");
    }
    return { predicate, object: { properties } };
  }

  #side(side: "child" | "parent", map: TermMap, terms: TermWriter): Property {
    const { r2rml, vocabulary } = this.#words;
    if (map.expression.kind === "reference") {
      return { predicate: r2rml(side), object: text(terms.reference(map.expression.reference)) };
    }
    if (vocabulary === "rml-old") {
      this.#problems.add(map.at, "old RML joins on references only", "write --emit rml, or make a field of it");
    }
    return { predicate: r2rml(`${side}Map`), object: terms.value(map) };
  }

  #source(source: LogicalSource): Node {
    const { rml, formulation } = this.#words;
    const properties: Property[] = [
      { predicate: rml("source"), object: this.#access(source) },
      { predicate: rml("referenceFormulation"), object: iri(formulation(source.formulation)) },
    ];
    if (source.iterator !== undefined) properties.push({ predicate: rml("iterator"), object: text(source.iterator) });
    return { properties };
  }

  #access(source: LogicalSource): Node | ReturnType<typeof text> {
    const { dialect, nulls = [], encoding } = source;
    const isNew = this.#words.vocabulary === "rml";
    const csvw: Property[] = [];
    for (const key of ["delimiter", "quoteChar", "commentPrefix", "encoding", "header", "skipRows", "trim"] as const) {
      const value = dialect?.[key];
      if (value !== undefined) csvw.push({ predicate: CSVW + key, object: text(String(value)) });
    }
    const table: Property[] = csvw.length === 0 ? [] : [{ predicate: `${CSVW}dialect`, object: { properties: csvw } }];
    if (!isNew && table.length === 0 && nulls.length === 0) return text(source.path);
    if (!isNew) {
      const absent = nulls.map((n) => ({ predicate: `${CSVW}null`, object: text(n) }));
      const type = { predicate: RDF_TYPE, object: iri(`${CSVW}Table`) };
      return { properties: [type, { predicate: `${CSVW}url`, object: text(source.path) }, ...table, ...absent] };
    }
    const root = source.root === "mapping" ? "MappingDirectory" : "CurrentWorkingDirectory";
    return {
      properties: [
        { predicate: RDF_TYPE, object: iri(`${RML}RelativePathSource`) },
        { predicate: `${RML}root`, object: iri(RML + root) },
        { predicate: `${RML}path`, object: text(source.path) },
        ...nulls.map((n) => ({ predicate: `${RML}null`, object: text(n) })),
        ...(encoding === undefined
          ? []
          : [{ predicate: `${RML}encoding`, object: iri(`${RML}${encoding.toUpperCase()}`) }]),
        ...(source.compression === undefined ? [] : [{ predicate: `${RML}compression`, object: iri(`${RML}gzip`) }]),
        ...table,
      ],
    };
  }
}

function guarded(object: ObjectMap, condition: TermMap | undefined): ObjectMap {
  if (condition === undefined) return object;
  if ("term" in object) return { term: { ...object.term, condition } };
  return { parent: { ...object.parent, condition } };
}
