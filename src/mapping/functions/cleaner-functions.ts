/** The cleaners of field tables as functions, for mappings that read uncleaned data. */
import { type Cleaner } from "../../records/cleaner.js";
import { cleaners, isBlank, trimmed } from "../../records/cleaners.js";
import type { CleanValue } from "../../records/record.js";
import {
  type FunctionOutcome,
  type FunctionValue,
  type MappingFunction,
  textOf,
  textsOf,
} from "../function-registry.js";

/**
 * The cleaners under `{base}/def/functies#{name}`. Parameters: `#waarde` and, for words that a field table puts between
 * brackets, `#argument`; output: `#uitkomst`.
 */
export function cleanerFunctions(base: string): MappingFunction[] {
  const namespace = `${base}/def/functies#`;
  return Object.entries(cleaners).map(([name, cleaner]) => ({
    iri: namespace + name,
    parameters: { [`${namespace}waarde`]: "value", [`${namespace}argument`]: "argument" },
    optional: ["argument"],
    outputs: [`${namespace}uitkomst`],
    run: (args) => clean(cleaner, textOf(args["value"]), textsOf(args["argument"])),
  }));
}

function clean(cleaner: Cleaner, given: string | undefined, args: readonly string[]): FunctionOutcome {
  const value = given === undefined ? "" : trimmed(given);
  if (isBlank(value)) return undefined;
  const cleaned = cleaner(value, args);
  if (cleaned === undefined || "bad" in cleaned) return cleaned;
  return scalars(cleaned.value);
}

function scalars(value: CleanValue): FunctionOutcome {
  if (Array.isArray(value)) return value.filter((v): v is FunctionValue => typeof v !== "object");
  return typeof value === "object" ? undefined : value;
}
