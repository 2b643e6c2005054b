/** Predicates with their objects in YARRRML (YARRRML, §Predicates and objects). */
import { RDF_TYPE, namedNode } from "../../rdf/terms.js";
import type { ObjectMap, TermMap, TermType } from "../model.js";
import { didYouMean } from "../nearest.js";
import type { ProblemList } from "../problem.js";
import type { Reversible } from "./inverse.js";
import type { FunctionReader } from "./functions.js";
import { namedValues, OBJECT_KEYS, PREDICATE_OBJECT_KEYS } from "./keys.js";
import type { Qualifiers, TermReader } from "./terms.js";
import type { YamlMap, YamlNode, YamlText } from "./yaml-tree.js";

const TYPES: Readonly<Record<string, TermType>> = {
  iri: "IRI",
  uri: "URI",
  unsafe: "UnsafeIRI",
  blank: "BlankNode",
  literal: "Literal",
};

/** What is said of targets, wherever they stand. */
export const NO_TARGETS = ["targets have no effect: all statements go to one output", "name it with --out"] as const;

export class ObjectReader {
  readonly #terms: TermReader;
  readonly #functions: FunctionReader;
  readonly #mappingIds: (name: YamlText) => readonly string[];
  readonly #problems: ProblemList;

  /** `mappingIds` gives the triples maps of a mapping by its name, adding a problem when there is none. */
  constructor(
    terms: TermReader,
    functions: FunctionReader,
    mappingIds: (name: YamlText) => readonly string[],
    problems: ProblemList,
  ) {
    this.#terms = terms;
    this.#functions = functions;
    this.#mappingIds = mappingIds;
    this.#problems = problems;
  }

  /** One item of `po`: `[predicate, object, datatype or language]`, or a map. */
  predicateObject(node: YamlNode): Reversible | undefined {
    if (node.kind === "list") {
      const [predicate, object, third] = node.items;
      if (predicate === undefined || object === undefined || node.items.length > 3) {
        this.#problems.add(
          node.at,
          `a list under po has a predicate, an object and perhaps a datatype or language; this one has ${node.items.length} items`,
          "put several objects in a list of their own: `[ex:p, [a, b]]`",
        );
        return undefined;
      }
      return this.#finish(
        node,
        { predicates: predicate, objects: object },
        third === undefined ? {} : this.#terms.qualifier(third),
      );
    }
    if (node.kind === "map") {
      const values = namedValues(node, PREDICATE_OBJECT_KEYS, "an item of po", this.#problems);
      return this.#finish(node, values, this.#beside(values));
    }
    this.#problems.add(node.at, `"${node.text}" is no predicate with an object`, "write `[predicate, object]`");
    return undefined;
  }

  /** A graph, or a list of them. */
  graphs(node: YamlNode | undefined): TermMap[] {
    if (node === undefined) return [];
    return (node.kind === "list" ? node.items : [node]).flatMap((item) => {
      const term = this.iriOrFunction(item, "a graph");
      return term === undefined ? [] : [term];
    });
  }

  /** A text that becomes an IRI, or a function whose value does. */
  iriOrFunction(node: YamlNode, what: string): TermMap | undefined {
    if (node.kind === "text" && node.text !== "") return this.#terms.iri(node);
    if (node.kind === "map") {
      const values = namedValues(node, OBJECT_KEYS, what, this.#problems);
      if (values.targets !== undefined) this.#problems.note(values.targets.at, ...NO_TARGETS);
      const termType = this.#type(values.type) ?? "IRI";
      if (values.function?.kind === "text") {
        const call = this.#functions.call(values.function, values.parameters);
        return { expression: { kind: "function", call }, termType, at: node.at };
      }
      if (values.value?.kind === "text") return { ...this.#terms.iri(values.value), termType };
    }
    this.#problems.add(node.at, `${what} must be a text or a function`, "write an IRI, a template or `{function: …}`");
    return undefined;
  }

  #finish(
    node: YamlNode,
    values: { readonly [K in keyof typeof PREDICATE_OBJECT_KEYS]?: YamlNode },
    beside: Qualifiers,
  ): Reversible | undefined {
    if (values.predicates === undefined || values.objects === undefined) {
      const missing = values.predicates === undefined ? "predicates" : "objects";
      this.#problems.add(node.at, `an item of po has no ${missing}`, `add \`${missing}\``);
      return undefined;
    }
    const predicateNodes = values.predicates.kind === "list" ? values.predicates.items : [values.predicates];
    const predicates = predicateNodes.flatMap((item) => this.#predicate(item));
    const isClass = predicates.some((p) => p.expression.kind === "constant" && p.expression.term.value === RDF_TYPE);
    const objectNodes = values.objects.kind === "list" ? values.objects.items : [values.objects];
    const condition = values.conditions === undefined ? undefined : this.#functions.condition(values.conditions);
    const back = values.inversepredicates;
    return {
      inverses: (back === undefined ? [] : back.kind === "list" ? back.items : [back]).flatMap((item) =>
        this.#predicate(item),
      ),
      predicates,
      objects: objectNodes.flatMap((item) => this.#object(item, beside, isClass)),
      graphs: this.graphs(values.graphs),
      ...(condition === undefined ? {} : { condition }),
      at: node.at,
    };
  }

  #predicate(node: YamlNode): TermMap[] {
    if (node.kind === "text" && node.text === "a") {
      return [{ expression: { kind: "constant", term: namedNode(RDF_TYPE) }, termType: "IRI", at: node.at }];
    }
    const term = this.iriOrFunction(node, "a predicate");
    return term === undefined ? [] : [term];
  }

  #object(node: YamlNode, beside: Qualifiers, isClass: boolean): ObjectMap[] {
    if (node.kind === "text") return [{ term: this.#terms.object(node, beside, isClass) }];
    if (node.kind === "map") return this.#longObject(node, beside, isClass);
    const [value, qualifier, ...rest] = node.items;
    if (value?.kind !== "text" || rest.length > 0) {
      this.#problems.add(
        node.at,
        "an object in a list is a value and perhaps a datatype or language",
        "write `[$(x), xsd:date]`",
      );
      return [];
    }
    const own = qualifier === undefined ? beside : this.#terms.qualifier(qualifier);
    return [{ term: this.#terms.object(value, own, isClass) }];
  }

  #longObject(map: YamlMap, beside: Qualifiers, isClass: boolean): ObjectMap[] {
    const values = namedValues(map, OBJECT_KEYS, "an object", this.#problems);
    if (values.targets !== undefined) this.#problems.note(values.targets.at, ...NO_TARGETS);
    if (values.mappings !== undefined) return this.#links(map, values.mappings, values.conditions);
    const own = { ...beside, ...this.#beside(values) };
    const condition = values.conditions === undefined ? undefined : this.#functions.condition(values.conditions);
    const guarded = condition === undefined ? {} : { condition };
    if (values.function?.kind === "text") {
      const call = this.#functions.call(values.function, values.parameters);
      const termType = own.termType ?? (isClass ? "IRI" : "Literal");
      return [{ term: { expression: { kind: "function", call }, ...own, termType, ...guarded, at: map.at } }];
    }
    if (values.value?.kind === "text")
      return [{ term: { ...this.#terms.object(values.value, own, isClass), ...guarded } }];
    this.#problems.add(map.at, "an object has neither value, function nor mapping", "add `value: $(field)`");
    return [];
  }

  #links(map: YamlMap, mappings: YamlNode, conditions: YamlNode | undefined): ObjectMap[] {
    const names = mappings.kind === "list" ? mappings.items : [mappings];
    const joins = conditions === undefined ? [] : this.#functions.joins(conditions);
    return names.flatMap((name) => {
      if (name.kind !== "text") {
        this.#problems.add(name.at, "a link names another mapping", "write `mapping: name`");
        return [];
      }
      return this.#mappingIds(name).map((parent) => ({ parent: { parent, joins, at: map.at } }));
    });
  }

  #beside(values: {
    readonly type?: YamlNode;
    readonly datatype?: YamlNode;
    readonly language?: YamlNode;
  }): Qualifiers {
    const termType = this.#type(values.type);
    return {
      ...(termType === undefined ? {} : { termType }),
      ...(values.datatype?.kind === "text" ? { datatype: this.#terms.datatype(values.datatype) } : {}),
      ...(values.language?.kind === "text" ? { language: this.#terms.language(values.language) } : {}),
    };
  }

  #type(node: YamlNode | undefined): TermType | undefined {
    if (node?.kind !== "text") return undefined;
    const type = Object.hasOwn(TYPES, node.text) ? TYPES[node.text] : undefined;
    if (type === undefined) {
      this.#problems.add(node.at, `"${node.text}" is no kind of term`, didYouMean(node.text, Object.keys(TYPES)));
    }
    return type;
  }
}
