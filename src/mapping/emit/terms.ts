/** Term maps as RML nodes. */
import { namedNode } from "../../rdf/terms.js";
import { isAbsolute } from "../compile/encode.js";
import type { Expression, FunctionCall, LogicalSource, TermMap } from "../model.js";
import { FUNCTION_VALUE } from "../turtle/old-words.js";
import { templateText } from "../template.js";
import { IDLAB_FN } from "../vocabulary.js";
import { iri, type Node, type Property, text } from "./nodes.js";
import type { Words } from "./words.js";

export class TermWriter {
  readonly #words: Words;
  readonly #source: LogicalSource;
  readonly #base: string | undefined;

  /** `base` is put before relative IRIs, if there is one. */
  constructor(words: Words, source: LogicalSource, base: string | undefined) {
    this.#words = words;
    this.#source = source;
    this.#base = base;
  }

  termMap(map: TermMap, extra: readonly Property[] = []): Node {
    const { r2rml, rml, termType, vocabulary } = this.#words;
    const whole = { ...map, expression: this.#absolute(map) };
    const guarded = vocabulary === "rml-old" ? oldCondition(whole) : whole;
    const properties = [
      ...this.expression(guarded.expression),
      { predicate: r2rml("termType"), object: iri(termType(guarded.termType)) },
    ];
    const { language, datatype, condition } = guarded;
    if (language?.expression.kind === "constant") {
      properties.push({ predicate: r2rml("language"), object: text(language.expression.term.value) });
    } else if (language !== undefined) {
      properties.push({ predicate: rml("languageMap"), object: this.#value(language) });
    }
    if (datatype?.expression.kind === "constant") {
      properties.push({ predicate: r2rml("datatype"), object: iri(this.#behindBase(datatype.expression.term.value)) });
    } else if (datatype !== undefined) {
      properties.push({ predicate: rml("datatypeMap"), object: this.#value(datatype) });
    }
    if (condition !== undefined) properties.push({ predicate: rml("condition"), object: this.#value(condition) });
    return { properties: [...properties, ...extra] };
  }

  /** Relative constants and templates for an IRI, behind the base; a template that starts with a value is left alone. */
  #absolute({ expression, termType }: TermMap): Expression {
    if (termType === "Literal" || termType === "BlankNode") return expression;
    if (expression.kind === "constant" && expression.term.termType === "NamedNode") {
      return { kind: "constant", term: namedNode(this.#behindBase(expression.term.value)) };
    }
    const first = expression.kind === "template" ? expression.parts[0] : undefined;
    if (expression.kind !== "template" || first === undefined || !("text" in first)) return expression;
    return { kind: "template", parts: [{ text: this.#behindBase(first.text) }, ...expression.parts.slice(1)] };
  }

  #behindBase(text: string): string {
    return this.#base === undefined || isAbsolute(text) ? text : this.#base + text;
  }

  /** A map whose term type is plain from where it stands. */
  #value(map: TermMap): Node {
    return { properties: this.expression(map.expression) };
  }

  value(map: TermMap): Node {
    return this.#value(map);
  }

  expression(expression: Expression): Property[] {
    const { r2rml, rml } = this.#words;
    switch (expression.kind) {
      case "constant":
        return [{ predicate: r2rml("constant"), object: expression.term }];
      case "reference":
        return [{ predicate: rml("reference"), object: text(this.reference(expression.reference)) }];
      case "template": {
        const parts = expression.parts.map((part) => {
          return "text" in part ? part : { reference: this.reference(part.reference) };
        });
        return [{ predicate: r2rml("template"), object: text(templateText(parts)) }];
      }
      case "function":
        return this.#words.vocabulary === "rml" ? this.#call(expression.call) : this.#oldCall(expression.call);
      case "fresh":
        return [];
    }
  }

  /** New RML wants a whole JSONPath where YARRRML and old RML have a key. */
  reference(reference: string): string {
    if (this.#source.formulation === "CSV" || this.#words.vocabulary === "rml-old" || reference.startsWith("$")) {
      return reference;
    }
    if (/^[\p{L}_][\p{L}\p{N}_]*(?:[.[]|$)/u.test(reference) && !reference.includes(" ")) return `$.${reference}`;
    return `$['${reference.replace(/['\\]/g, String.raw`\$&`)}']`;
  }

  #call(call: FunctionCall): Property[] {
    const { rml } = this.#words;
    const execution: Property[] = [
      { predicate: rml("function"), object: iri(call.function) },
      ...call.inputs.map((input): Property => {
        const value: Property = { predicate: rml("inputValueMap"), object: this.#value(input.value) };
        return {
          predicate: rml("input"),
          object: { properties: [{ predicate: rml("parameter"), object: iri(input.parameter) }, value] },
        };
      }),
    ];
    return [
      { predicate: rml("functionExecution"), object: { properties: execution } },
      ...(call.returns === undefined ? [] : [{ predicate: rml("return"), object: iri(call.returns) }]),
    ];
  }

  #oldCall(call: FunctionCall): Property[] {
    const { r2rml } = this.#words;
    const pom = (predicate: string, object: Property): Property => ({
      predicate: r2rml("predicateObjectMap"),
      object: { properties: [{ predicate: r2rml("predicate"), object: iri(predicate) }, object] },
    });
    const executes = { predicate: r2rml("object"), object: iri(call.function) };
    const properties = [
      pom("https://w3id.org/function/ontology#executes", executes),
      ...call.inputs.map((input) => {
        return pom(input.parameter, { predicate: r2rml("objectMap"), object: this.#value(input.value) });
      }),
    ];
    return [{ predicate: FUNCTION_VALUE, object: { properties } }];
  }
}

/** Old RML has no conditions: `trueCondition` gives the value where its condition is true, and nothing elsewhere. */
function oldCondition(map: TermMap): TermMap {
  const { condition, ...rest } = map;
  if (condition === undefined) return map;
  const call: FunctionCall = {
    function: `${IDLAB_FN}trueCondition`,
    inputs: [
      { parameter: `${IDLAB_FN}strBoolean`, value: condition, at: map.at },
      {
        parameter: `${IDLAB_FN}str`,
        value: { expression: rest.expression, termType: "Literal", at: map.at },
        at: map.at,
      },
    ],
    at: map.at,
  };
  return { ...rest, expression: { kind: "function", call } };
}
