/** Functions of IDLab: those that YARRRML's conditions stand for, and those that the RML-FNML suite calls. */
import { type FunctionArguments, type MappingFunction, textOf, textsOf } from "../function-registry.js";
import { GREL, IDLAB_FN } from "../vocabulary.js";

const STRING = [`${IDLAB_FN}_stringOut`];
const BOOLEAN = [`${IDLAB_FN}_boolOut`];
const PAIR = { [`${GREL}valueParam`]: "one", [`${GREL}valueParam2`]: "other" };

/** Whether some value of one argument is a value of the other; an absent value equals nothing. */
function equal(args: FunctionArguments): boolean {
  const others = new Set(textsOf(args["other"]));
  return textsOf(args["one"]).some((value) => others.has(value));
}

function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(?:true|1|yes|ja)$/i.test(value);
}

export const idlabFunctions: readonly MappingFunction[] = [
  { iri: `${IDLAB_FN}equal`, parameters: PAIR, outputs: BOOLEAN, run: equal },
  { iri: `${IDLAB_FN}notEqual`, parameters: PAIR, outputs: BOOLEAN, run: (args) => !equal(args) },
  {
    iri: `${IDLAB_FN}isNull`,
    parameters: { [`${IDLAB_FN}str`]: "value" },
    outputs: BOOLEAN,
    run: (args) => textsOf(args["value"]).length === 0,
  },
  {
    iri: `${IDLAB_FN}trueCondition`,
    parameters: { [`${IDLAB_FN}strBoolean`]: "condition", [`${IDLAB_FN}str`]: "value" },
    // As a condition by itself it needs no value: whether it is true is then all there is to say.
    optional: ["value"],
    outputs: [...STRING, ...BOOLEAN],
    run: (args) => (isTrue(textOf(args["condition"])) ? (args["value"] ?? true) : undefined),
  },
  {
    iri: `${IDLAB_FN}toUpperCaseURL`,
    parameters: { [`${IDLAB_FN}str`]: "value" },
    outputs: STRING,
    run: (args) => {
      const value = textOf(args["value"]);
      if (value === undefined) return undefined;
      const upper = value.toUpperCase();
      return /^https?:\/\//i.test(value) ? upper : `http://${upper}`;
    },
  },
  {
    iri: `${IDLAB_FN}concat`,
    parameters: { [`${IDLAB_FN}str`]: "one", [`${IDLAB_FN}otherStr`]: "other", [`${IDLAB_FN}delimiter`]: "delimiter" },
    optional: ["delimiter"],
    outputs: STRING,
    run: (args) => {
      const one = textOf(args["one"]);
      const other = textOf(args["other"]);
      if (one === undefined || other === undefined) return undefined;
      return one + (textOf(args["delimiter"]) ?? "") + other;
    },
  },
  { iri: `${IDLAB_FN}alwaysReturnsABC`, parameters: {}, outputs: STRING, run: () => "ABC" },
];
