/** The functions that mappings may call (RML-FNML); ontology/functies.ttl describes them for others, in FnO. */
import { GREL, IDLAB_FN } from "./vocabulary.js";

export type FunctionValue = string | number | boolean;

/** What a function gets, by the name of its parameter; nothing where the record has no value. */
export type FunctionArguments = Readonly<Record<string, FunctionValue | readonly FunctionValue[] | undefined>>;

/** What it gives: a value, several, nothing (no term), or a refusal with a reason in Dutch (published as a finding). */
export type FunctionOutcome = FunctionValue | readonly FunctionValue[] | { readonly bad: string } | undefined;

/** A small pure function, callable by its IRI. */
export interface MappingFunction {
  readonly iri: string;
  /** Parameter IRI → name under which {@link run} gets the argument. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Names of the parameters that a call may leave out. */
  readonly optional?: readonly string[];
  /** IRIs of its output; a call names one of them or none. */
  readonly outputs: readonly string[];
  readonly run: (args: FunctionArguments) => FunctionOutcome;
}

/** Functions by IRI. */
export type FunctionRegistry = ReadonlyMap<string, MappingFunction>;

/** @throws {Error} when two functions have the same IRI */
export function functionRegistry(...groups: readonly (readonly MappingFunction[])[]): FunctionRegistry {
  const registry = new Map<string, MappingFunction>();
  for (const fn of groups.flat()) {
    if (registry.has(fn.iri)) throw new Error(`two functions are called ${fn.iri}; give one another IRI`);
    registry.set(fn.iri, fn);
  }
  return registry;
}

const OLD_IDLAB = "http://example.com/idlab/function/";
const RENAMED: Readonly<Record<string, string>> = {
  [`${GREL}valueParameter`]: `${GREL}valueParam`,
  [`${GREL}valueParameter2`]: `${GREL}valueParam2`,
  [`${GREL}p_string_find`]: `${GREL}param_find`,
  [`${GREL}p_string_replace`]: `${GREL}param_replace`,
};

/** The name that a function, parameter or output has now: mappings from before RML-FNML use older ones. */
export function presentName(iri: string): string {
  if (iri.startsWith(OLD_IDLAB)) return IDLAB_FN + iri.slice(OLD_IDLAB.length);
  return Object.hasOwn(RENAMED, iri) ? (RENAMED[iri] ?? iri) : iri;
}

/** An argument as text; nothing when there is none, the first when there are several. */
export function textOf(value: FunctionArguments[string]): string | undefined {
  const one = Array.isArray(value) ? (value[0] as FunctionValue | undefined) : (value as FunctionValue | undefined);
  return one === undefined ? undefined : String(one);
}

/** An argument as a list of texts. */
export function textsOf(value: FunctionArguments[string]): string[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map(String) : [String(value as FunctionValue)];
}
