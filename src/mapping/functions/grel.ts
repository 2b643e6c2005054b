/** Functions of OpenRefine's expression language (GREL) on text, as the GREL vocabulary of FnO names them. */
import {
  type FunctionArguments,
  type FunctionOutcome,
  type MappingFunction,
  textOf,
  textsOf,
} from "../function-registry.js";
import { GREL } from "../vocabulary.js";
import { escapeFor } from "./escape.js";

const STRING = ["stringOut", "stringOutput", "output_string"].map((name) => GREL + name);
const NUMBER = ["output_number", "numberOut"].map((name) => GREL + name);
const BOOLEAN = ["output_bool", "boolOut"].map((name) => GREL + name);
const LIST = ["output_array", "listOut", "stringOut"].map((name) => GREL + name);

type OfText = (value: string, args: FunctionArguments) => FunctionOutcome;

/** A function whose first parameter is a text; without one it gives nothing. */
function onText(
  name: string,
  outputs: readonly string[],
  run: OfText,
  others: Readonly<Record<string, string>> = {},
  optional: readonly string[] = [],
): MappingFunction {
  const parameters: Record<string, string> = { [`${GREL}valueParam`]: "value" };
  for (const [iri, key] of Object.entries(others)) parameters[GREL + iri] = key;
  return {
    iri: GREL + name,
    parameters,
    optional,
    outputs,
    run: (args) => {
      const value = textOf(args["value"]);
      return value === undefined ? undefined : run(value, args);
    },
  };
}

function whole(value: FunctionArguments[string]): number | undefined {
  const text = textOf(value);
  return text !== undefined && /^[+-]?\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
}

const find = { param_find: "find" };

export const grelFunctions: readonly MappingFunction[] = [
  onText("toUpperCase", STRING, (value) => value.toUpperCase()),
  onText("toLowerCase", STRING, (value) => value.toLowerCase()),
  onText("toTitleCase", STRING, (value) =>
    value.toLowerCase().replace(/(^|\s)(\p{L})/gu, (_, space: string, letter: string) => space + letter.toUpperCase()),
  ),
  onText("string_trim", STRING, (value) => value.trim()),
  onText("string_length", NUMBER, (value) => value.length),
  onText(
    "string_replace",
    STRING,
    (value, args) => value.replaceAll(textOf(args["find"]) ?? "", () => textOf(args["replace"]) ?? ""),
    { param_find: "find", param_replace: "replace" },
  ),
  // An index at the end gives the empty text, an index beyond it nothing.
  onText(
    "string_substring",
    STRING,
    (value, args) => {
      const from = whole(args["from"]);
      const to = whole(args["to"]) ?? value.length;
      if (from === undefined) return { bad: "de positie is geen geheel getal" };
      return Math.abs(from) > value.length ? undefined : value.slice(from, to);
    },
    { p_int_i_from: "from", p_int_i_opt_to: "to" },
    ["to"],
  ),
  onText("string_split", LIST, (value, args) => value.split(textOf(args["separator"]) ?? ","), {
    p_string_sep: "separator",
  }),
  onText("string_contains", BOOLEAN, (value, args) => value.includes(textOf(args["find"]) ?? ""), {
    ...find,
    string_sub: "find",
  }),
  onText("string_startsWith", BOOLEAN, (value, args) => value.startsWith(textOf(args["find"]) ?? ""), {
    ...find,
    string_sub: "find",
  }),
  onText("string_endsWith", BOOLEAN, (value, args) => value.endsWith(textOf(args["find"]) ?? ""), {
    ...find,
    string_sub: "find",
  }),
  onText("string_indexOf", NUMBER, (value, args) => value.indexOf(textOf(args["find"]) ?? ""), {
    ...find,
    string_sub: "find",
  }),
  onText("escape", STRING, (value, args) => escapeFor(textOf(args["mode"]) ?? "", value), { modeParam: "mode" }),
  {
    iri: `${GREL}array_join`,
    parameters: { [`${GREL}p_array_a`]: "list", [`${GREL}p_string_sep`]: "separator" },
    outputs: STRING,
    run: (args) => {
      const list = textsOf(args["list"]);
      return list.length === 0 ? undefined : list.join(textOf(args["separator"]) ?? "");
    },
  },
];
