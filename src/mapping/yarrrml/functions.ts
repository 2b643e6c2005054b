/** Function calls and conditions in YARRRML (YARRRML, §Functions and §Conditions). */
import type { FunctionCall, FunctionInput, JoinCondition, TermMap } from "../model.js";
import type { ProblemList } from "../problem.js";
import { GREL, IDLAB_FN } from "../vocabulary.js";
import { FUNCTION_KEYS, namedValues, PARAMETER_KEYS } from "./keys.js";
import type { Prefixes } from "./prefixes.js";
import type { TermReader } from "./terms.js";
import type { YamlList, YamlMap, YamlNode, YamlText } from "./yaml-tree.js";

// The short names that the specification gives these functions and their parameters.
const SHORT_FUNCTIONS: Readonly<Record<string, string>> = {
  equal: `${IDLAB_FN}equal`,
  notEqual: `${IDLAB_FN}notEqual`,
  trueCondition: `${IDLAB_FN}trueCondition`,
};
const SHORT_PARAMETERS: Readonly<Record<string, string>> = {
  str1: `${GREL}valueParam`,
  str2: `${GREL}valueParam2`,
  str: `${IDLAB_FN}str`,
  strBoolean: `${IDLAB_FN}strBoolean`,
};

interface Parameter {
  readonly name: YamlText;
  readonly value: YamlNode;
  readonly from: string | undefined;
}

export class FunctionReader {
  readonly #terms: TermReader;
  readonly #prefixes: Prefixes;
  readonly #problems: ProblemList;

  constructor(terms: TermReader, prefixes: Prefixes, problems: ProblemList) {
    this.#terms = terms;
    this.#prefixes = prefixes;
    this.#problems = problems;
  }

  /** `{function: …, parameters: [[name, value], …]}`. */
  call(name: YamlText, parameters: YamlNode | undefined): FunctionCall {
    const inline = inlineCall(name);
    const all = inline?.parameters ?? this.#parameters(parameters);
    const iri = this.#short(inline?.name ?? name, SHORT_FUNCTIONS);
    const inputs = all.map((parameter): FunctionInput => {
      return {
        parameter: this.#short(parameter.name, SHORT_PARAMETERS),
        value: this.#value(parameter.value),
        at: parameter.name.at,
      };
    });
    return { function: iri, inputs, at: name.at };
  }

  /** A map with the keys of a function, as a condition: the value decides. */
  condition(node: YamlNode): TermMap | undefined {
    if (node.kind === "list" && node.items.length === 1 && node.items[0] !== undefined)
      return this.condition(node.items[0]);
    if (node.kind === "text" && node.text !== "") return asTerm(this.call(node, undefined));
    const call = node.kind === "map" ? this.#fromMap(node) : undefined;
    if (call !== undefined) return asTerm(call);
    this.#problems.add(
      node.at,
      "a condition must be one function",
      "write `condition: {function: equal, parameters: [[str1, $(a)], [str2, x]]}`",
    );
    return undefined;
  }

  /** The condition of a link to another mapping: `equal` of a value here (`str1`) and a value there (`str2`). */
  joins(node: YamlNode): JoinCondition[] {
    const maps = node.kind === "list" ? node.items : [node];
    return maps.flatMap((map) => {
      const values = map.kind === "map" ? namedValues(map, FUNCTION_KEYS, "a condition", this.#problems) : {};
      const parameters = this.#parameters(values.parameters);
      const isEqual =
        values.function?.kind === "text" && this.#short(values.function, SHORT_FUNCTIONS) === SHORT_FUNCTIONS["equal"];
      const [first, second] = parameters;
      if (!isEqual || first === undefined || second === undefined || parameters.length !== 2) {
        this.#problems.add(
          map.at,
          "records are joined with `equal` and two parameters only",
          "write `{function: equal, parameters: [[str1, $(here), s], [str2, $(there), o]]}`",
        );
        return [];
      }
      // `s` and `o` say whose field it is; without them the first is of this mapping.
      const swapped =
        first.from?.startsWith("o") === true || (first.from === undefined && second.from?.startsWith("s") === true);
      const [child, parent] = swapped ? [second, first] : [first, second];
      return [{ child: this.#value(child.value), parent: this.#value(parent.value) }];
    });
  }

  #fromMap(map: YamlMap): FunctionCall | undefined {
    const values = namedValues(map, FUNCTION_KEYS, "a function", this.#problems);
    return values.function?.kind === "text" ? this.call(values.function, values.parameters) : undefined;
  }

  #value(node: YamlNode): TermMap {
    if (node.kind === "map") {
      const call = this.#fromMap(node);
      if (call !== undefined) return asTerm(call);
    } else if (node.kind === "text") {
      // A text such as "f(x)" is a value; only a declared prefix makes it a call.
      if (inlineCall(node) !== undefined && this.#prefixes.knows(node.text)) return asTerm(this.call(node, undefined));
      return this.#terms.object(node, {}, false);
    }
    this.#problems.add(node.at, "the value of a parameter must be text or a function", "write `[name, $(field)]`");
    return this.#terms.object({ kind: "text", text: "", at: node.at }, {}, false);
  }

  #parameters(node: YamlNode | undefined): Parameter[] {
    if (node === undefined || (node.kind === "text" && node.text === "")) return [];
    if (node.kind !== "list") {
      this.#problems.add(node.at, "parameters must be a list", "write `parameters: [[name, $(field)]]`");
      return [];
    }
    return node.items.flatMap((item) => {
      const parameter = item.kind === "list" ? fromList(item) : item.kind === "map" ? this.#fromEntry(item) : undefined;
      if (parameter !== undefined) return [parameter];
      this.#problems.add(item.at, "a parameter must be a pair of name and value", "write `[name, $(field)]`");
      return [];
    });
  }

  #fromEntry(map: YamlMap): Parameter | undefined {
    const values = namedValues(map, PARAMETER_KEYS, "a parameter", this.#problems);
    if (values.parameter?.kind !== "text" || values.value === undefined) return undefined;
    return {
      name: values.parameter,
      value: values.value,
      from: values.from?.kind === "text" ? values.from.text : undefined,
    };
  }

  #short(name: YamlText, table: Readonly<Record<string, string>>): string {
    const short = Object.hasOwn(table, name.text) ? table[name.text] : undefined;
    return short ?? this.#prefixes.expandIri(name.text, name.at);
  }
}

function asTerm(call: FunctionCall): TermMap {
  return { expression: { kind: "function", call }, termType: "Literal", at: call.at };
}

function fromList(list: YamlList): Parameter | undefined {
  const [name, value, from] = list.items;
  if (name?.kind !== "text" || value === undefined || list.items.length > 3) return undefined;
  return { name, value, from: from?.kind === "text" ? from.text : undefined };
}

const INLINE = /^([A-Za-z_][\w.-]*:?[\w.-]+)\((.*)\)$/s;

/** `grel:toUpperCase(grel:valueParam = $(name))`: the short form on one line. */
function inlineCall(node: YamlText): { name: YamlText; parameters: Parameter[] } | undefined {
  const match = INLINE.exec(node.text.trim());
  if (match === null) return undefined;
  const parameters: Parameter[] = [];
  for (const argument of splitArguments(match[2] ?? "")) {
    const pair = /^\s*([^\s=$]+)\s*=\s*(.*?)\s*$/s.exec(argument);
    if (pair === null) return undefined;
    parameters.push({
      name: { ...node, text: pair[1] ?? "" },
      value: { ...node, text: unquoted(pair[2] ?? "") },
      from: undefined,
    });
  }
  return { name: { ...node, text: match[1] ?? "" }, parameters };
}

function unquoted(text: string): string {
  return /^"[^"]*"$/.test(text) || /^'[^']*'$/.test(text) ? text.slice(1, -1) : text;
}

/** Cuts at the commas that are in no bracket and no quotes. */
function splitArguments(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let quote = "";
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? "";
    if (quote !== "") {
      if (c === quote) quote = "";
    } else if (c === '"' || c === "'") quote = c;
    else if (c === "(") depth++;
    else if (c === ")") depth--;
    else if (c === "," && depth === 0) {
      found.push(text.slice(from, i));
      from = i + 1;
    }
  }
  if (text.slice(from).trim() !== "") found.push(text.slice(from));
  return found;
}
