/** From the text of a YARRRML value to a term map: prefixes, references, templates, markers, languages, datatypes. */
import { literal, namedNode } from "../../rdf/terms.js";
import type { Expression, TemplatePart, TermMap, TermType } from "../model.js";
import type { ProblemList } from "../problem.js";
import type { Prefixes } from "./prefixes.js";
import { cutSuffix, languageOf, splitReferences, type Suffixed } from "./text.js";
import type { YamlNode, YamlText } from "./yaml-tree.js";

const TERM_TYPES: Readonly<Record<NonNullable<Suffixed["marker"]>, TermType>> = {
  iri: "IRI",
  uri: "URI",
  unsafe: "UnsafeIRI",
  blank: "BlankNode",
  literal: "Literal",
};

/** What stands beside a value: the third element of a list, or the keys of a map. */
export interface Qualifiers {
  readonly termType?: TermType;
  readonly datatype?: TermMap;
  readonly language?: TermMap;
}

export class TermReader {
  readonly #prefixes: Prefixes;
  readonly #external: ReadonlyMap<string, string>;
  readonly #problems: ProblemList;

  constructor(prefixes: Prefixes, external: ReadonlyMap<string, string>, problems: ProblemList) {
    this.#prefixes = prefixes;
    this.#external = external;
    this.#problems = problems;
  }

  /** A subject, predicate or graph: an IRI unless marked otherwise. */
  iri(node: YamlText): TermMap {
    const { text, marker } = cutSuffix(node.text);
    if (marker === "literal") {
      this.#problems.add(node.at, `"${node.text}" cannot be a literal here`, "leave `~literal` out");
    }
    const termType = marker === undefined || marker === "literal" ? "IRI" : TERM_TYPES[marker];
    return { expression: this.#expression({ ...node, text }, termType), termType, at: node.at };
  }

  /**
   * An object. It is a literal, unless it is marked (`~iri`), is an object of `a`, or is a whole prefixed name whose
   * prefix is declared; a datatype or language makes it a literal in any case.
   */
  object(node: YamlText, beside: Qualifiers, isClass: boolean): TermMap {
    const suffixed = cutSuffix(node.text);
    const text = { ...node, text: suffixed.text };
    const language =
      suffixed.language === undefined ? beside.language : this.language({ ...node, text: suffixed.language });
    const typed = language !== undefined || beside.datatype !== undefined;
    let termType: TermType = "Literal";
    if (suffixed.marker !== undefined) termType = TERM_TYPES[suffixed.marker];
    else if (beside.termType !== undefined) termType = beside.termType;
    else if (isClass) termType = "IRI";
    else if (!typed && !text.text.includes("$(") && this.#isName(text.text)) termType = "IRI";
    if (termType !== "Literal" && typed) {
      this.#problems.add(
        node.at,
        `"${node.text}" is an IRI and has a language or datatype too`,
        "leave one of them out",
      );
    }
    return {
      expression: this.#expression(text, termType),
      termType,
      ...(language === undefined ? {} : { language }),
      ...(language !== undefined || beside.datatype === undefined ? {} : { datatype: beside.datatype }),
      at: node.at,
    };
  }

  /** The third element of a list: `nl~lang`, or a datatype. */
  qualifier(node: YamlNode): Qualifiers {
    if (node.kind !== "text") {
      this.#problems.add(node.at, "a datatype or language must be text", "write `xsd:date` or `nl~lang`");
      return {};
    }
    const language = languageOf(node.text);
    return language === undefined
      ? { datatype: this.datatype(node) }
      : { language: this.language({ ...node, text: language }) };
  }

  datatype(node: YamlText): TermMap {
    return this.iri(node);
  }

  language(node: YamlText): TermMap {
    return { expression: this.#expression(node, "Literal"), termType: "Literal", at: node.at };
  }

  #isName(text: string): boolean {
    return this.#prefixes.knows(text) && /^[^\s]+$/.test(text);
  }

  #expression(node: YamlText, termType: TermType): Expression {
    const parts = this.#parts(node);
    const [first] = parts;
    if (parts.length === 1 && first !== undefined) {
      if ("reference" in first) return { kind: "reference", reference: first.reference };
      if (termType === "Literal") return { kind: "constant", term: literal(first.text) };
      return { kind: "constant", term: namedNode(this.#prefixes.expandIri(first.text, node.at)) };
    }
    if (first !== undefined && "text" in first && termType !== "Literal" && termType !== "BlankNode") {
      return { kind: "template", parts: [{ text: this.#prefixes.expandIri(first.text, node.at) }, ...parts.slice(1)] };
    }
    return { kind: "template", parts };
  }

  /** The parts of a text, with external references (`$(_name)`) already filled in. */
  #parts(node: YamlText): TemplatePart[] {
    const parts: TemplatePart[] = [];
    for (const part of splitReferences(node.text, node.at, this.#problems)) {
      if ("reference" in part && part.reference.startsWith(String.raw`\_`)) {
        // A field whose own name starts with an underscore.
        parts.push({ reference: part.reference.slice(1) });
        continue;
      }
      const given =
        "reference" in part && part.reference.startsWith("_") ? this.#external.get(part.reference.slice(1)) : undefined;
      const next = given === undefined ? part : { text: given };
      const last = parts.at(-1);
      if (last !== undefined && "text" in last && "text" in next)
        parts[parts.length - 1] = { text: last.text + next.text };
      else parts.push(next);
    }
    return parts;
  }
}
