/** Term maps and function executions in RML Turtle (RML-Core §6 and §7, RML-FNML §3). */
import { isAbsoluteIri } from "../../rdf/iri.js";
import { namedNode, type Term } from "../../rdf/terms.js";
import type { Expression, FunctionCall, FunctionInput, TemplatePart, TermMap } from "../model.js";
import type { Position, ProblemList } from "../problem.js";
import { parseTemplate, TemplateError } from "../template.js";
import { RML } from "../vocabulary.js";
import type { MappingGraph, Placed } from "./graph.js";
import { FUNCTION_VALUE } from "./old-words.js";
import { type Role, termTypeOf } from "./term-type.js";

// Both schemes of the IRI are in use.
const EXECUTES = new Set(["https://w3id.org/function/ontology#executes", "http://w3id.org/function/ontology#executes"]);
// Executions may be shared, and so a small file can describe a huge tree; honest mappings stay far below this.
const MAX_CALLS = 100_000;

export class TermReader {
  readonly #graph: MappingGraph;
  readonly #problems: ProblemList;
  /** Term maps and executions that are being read: one that turns up again refers to itself. */
  readonly #open = new Set<string>();
  #calls = 0;

  constructor(graph: MappingGraph, problems: ProblemList) {
    this.#graph = graph;
    this.#problems = problems;
  }

  /** Term maps of `node`: those written as maps (`rml:objectMap`) and those as constants (`rml:object`). */
  all(node: Term, mapWord: string, constantWord: string, role: Role): TermMap[] {
    return [
      ...this.#graph.objects(node, RML + mapWord).map((placed) => this.termMap(placed, role)),
      ...this.#graph.objects(node, RML + constantWord).map(constantMap),
    ];
  }

  /** The one term map of `node` with either word. */
  one(node: Term, mapWord: string, constantWord: string, role: Role): TermMap | undefined {
    return this.all(node, mapWord, constantWord, role)[0];
  }

  termMap(placed: Placed, role: Role): TermMap {
    const graph = this.#graph;
    const { term: node } = placed;
    const at = graph.at(node) ?? placed.at;
    if (!this.#begin(placed, "map")) return { expression: { kind: "fresh" }, termType: "BlankNode", at };
    const language = this.one(node, "languageMap", "language", "value");
    const datatype = this.one(node, "datatypeMap", "datatype", "graph");
    const expression = this.#iriOfOldConstant(node, role, this.#expression(node, at));
    const termType = termTypeOf(
      graph,
      node,
      { expression, role, typed: language !== undefined || datatype !== undefined },
      this.#problems,
    );
    const condition = this.condition(node);
    this.#open.delete(`map ${node.value}`);
    return {
      expression,
      termType,
      ...(language === undefined ? {} : { language }),
      ...(datatype === undefined ? {} : { datatype }),
      ...(condition === undefined ? {} : { condition }),
      at,
    };
  }

  condition(node: Term): TermMap | undefined {
    const placed = this.#graph.object(node, `${RML}condition`);
    return placed === undefined ? undefined : this.termMap(placed, "value");
  }

  #expression(node: Term, at: Position): Expression {
    const graph = this.#graph;
    const found: Expression[] = [
      ...graph.objects(node, `${RML}constant`).map(({ term }): Expression => ({ kind: "constant", term })),
      ...graph
        .objects(node, `${RML}reference`)
        .map(({ term }): Expression => ({ kind: "reference", reference: term.value })),
      ...graph
        .objects(node, `${RML}template`)
        .map((placed) => this.#template(placed, graph.isOld(node, `${RML}template`))),
      ...graph.objects(node, `${RML}functionExecution`).map((placed) => this.#function(node, placed)),
      ...graph.objects(node, FUNCTION_VALUE).map((placed) => this.#oldFunction(node, placed)),
    ];
    const [expression] = found;
    if (found.length > 1) {
      this.#problems.add(at, "a term map has more than one of constant, reference, template and function", "keep one");
    }
    if (expression !== undefined) return expression;
    if (graph.object(node, `${RML}termType`)?.term.value === `${RML}BlankNode`) return { kind: "fresh" };
    this.#problems.add(
      at,
      "a term map has no expression",
      "give it rml:constant, rml:reference, rml:template or a function",
    );
    return { kind: "fresh" };
  }

  /** Old mappings, and so yarrrml-parser's, write the IRI of a constant as text where only an IRI can stand. */
  #iriOfOldConstant(node: Term, role: Role, expression: Expression): Expression {
    if (expression.kind !== "constant" || expression.term.termType !== "Literal") return expression;
    const { value } = expression.term;
    const isIri = this.#graph.object(node, `${RML}termType`)?.term.value === `${RML}IRI`;
    const mustBeIri = isIri || role === "subject" || role === "predicate" || role === "graph";
    if (!mustBeIri || !this.#graph.isOld(node, `${RML}constant`) || !isAbsoluteIri(value)) return expression;
    return { kind: "constant", term: namedNode(value) };
  }

  #template(placed: Placed, isOld: boolean): Expression {
    try {
      const parts = parseTemplate(placed.term.value);
      return { kind: "template", parts: isOld ? parts.map(withoutQuotes) : parts };
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      this.#problems.add(placed.at, `the template ${error.message}`, "write a backslash before a brace that is text");
      return { kind: "template", parts: [{ text: placed.term.value }] };
    }
  }

  #begin({ term, at }: Placed, what: "map" | "call"): boolean {
    const key = `${what} ${term.value}`;
    const message = this.#open.has(key)
      ? `a ${what === "map" ? "term map" : "function execution"} refers to itself`
      : "the mapping holds more than 100,000 term maps and function calls";
    if (!this.#open.has(key) && ++this.#calls <= MAX_CALLS) {
      this.#open.add(key);
      return true;
    }
    this.#problems.add(at, message, "give each its own");
    return false;
  }

  #function(node: Term, execution: Placed): Expression {
    if (!this.#begin(execution, "call")) return { kind: "fresh" };
    const returns = this.one(node, "returnMap", "return", "graph");
    const name = this.one(execution.term, "functionMap", "function", "graph");
    if (name === undefined)
      this.#problems.add(execution.at, "a function execution names no function", "give it rml:function");
    const inputs = this.#graph.objects(execution.term, `${RML}input`).flatMap((input): FunctionInput[] => {
      const parameter = this.one(input.term, "parameterMap", "parameter", "graph");
      const value = this.one(input.term, "inputValueMap", "inputValue", "value");
      if (parameter === undefined || value === undefined) {
        const hint = "give it rml:parameter, and rml:inputValue or rml:inputValueMap";
        this.#problems.add(input.at, "an input has no parameter or no value", hint);
        return [];
      }
      return [{ parameter: this.#constant(parameter), value, at: input.at }];
    });
    this.#open.delete(`call ${execution.term.value}`);
    const call: FunctionCall = {
      function: name === undefined ? "" : this.#constant(name),
      inputs,
      ...(returns === undefined ? {} : { returns: this.#constant(returns) }),
      at: execution.at,
    };
    return { kind: "function", call };
  }

  /** Old FNML: predicate-object maps, one of which says `fno:executes`. */
  #oldFunction(node: Term, value: Placed): Expression {
    if (!this.#begin(value, "call")) return { kind: "fresh" };
    let name = "";
    const inputs: FunctionInput[] = [];
    for (const pom of this.#graph.objects(value.term, `${RML}predicateObjectMap`)) {
      const predicate = this.one(pom.term, "predicateMap", "predicate", "predicate");
      const object = this.one(pom.term, "objectMap", "object", "object");
      if (predicate === undefined || object === undefined) continue;
      const parameter = this.#constant(predicate);
      if (EXECUTES.has(parameter)) name = this.#constant(object);
      else inputs.push({ parameter, value: object, at: pom.at });
    }
    this.#open.delete(`call ${value.term.value}`);
    if (name === "")
      this.#problems.add(value.at, "a function value executes no function", "give it a map of fno:executes");
    const returns = this.one(node, "returnMap", "return", "graph");
    const call = {
      function: name,
      inputs,
      ...(returns === undefined ? {} : { returns: this.#constant(returns) }),
      at: value.at,
    };
    return { kind: "function", call };
  }

  #constant(map: TermMap): string {
    if (map.expression.kind === "constant") return map.expression.term.value;
    this.#problems.add(map.at, "functions, parameters and outputs must be constants", "write the IRI itself");
    return "";
  }
}

/** Old mappings may write a column as SQL does, in quotes: `{\"ISO 3166\"}` (R2RML §7.3). */
function withoutQuotes(part: TemplatePart): TemplatePart {
  return "reference" in part ? { reference: part.reference.replace(/^"(.*)"$/s, "$1") } : part;
}

/** The short form of a constant: `rml:object ex:x`. */
export function constantMap({ term, at }: Placed): TermMap {
  return {
    expression: { kind: "constant", term },
    termType: term.termType === "NamedNode" ? "IRI" : term.termType,
    at,
  };
}
