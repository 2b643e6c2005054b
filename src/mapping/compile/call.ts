/** Compiles the call of a function (RML-FNML §3). */
import { presentName } from "../function-registry.js";
import type { FunctionCall, TermMap } from "../model.js";
import { didYouMean } from "../nearest.js";
import type { Context, Value, Values } from "./context.js";
import { functionFinding } from "./finding.js";

/** A function, parameter or output that the registry does not have is a problem of the mapping. */
export function compileCall(call: FunctionCall, context: Context, compileInput: (input: TermMap) => Values): Values {
  const fn = context.functions.get(presentName(call.function));
  if (fn === undefined) {
    const known = [...context.functions.keys()];
    context.problem(call.at, `there is no function <${call.function}>`, didYouMean(call.function, known));
    return () => undefined;
  }
  const inputs: { name: string; values: Values }[] = [];
  let unknown = false;
  for (const input of call.inputs) {
    const parameter = presentName(input.parameter);
    const name = Object.hasOwn(fn.parameters, parameter) ? fn.parameters[parameter] : undefined;
    if (name !== undefined) inputs.push({ name, values: compileInput(input.value) });
    else {
      unknown = true;
      const message = `the function <${call.function}> has no parameter <${input.parameter}>`;
      context.problem(input.at, message, didYouMean(input.parameter, Object.keys(fn.parameters)));
    }
  }
  // A parameter that is misspelt is missing too; saying so once is enough.
  for (const [iri, name] of unknown ? [] : Object.entries(fn.parameters)) {
    if (fn.optional?.includes(name) === true || inputs.some((input) => input.name === name)) continue;
    context.problem(call.at, `the function <${call.function}> is called without <${iri}>`, "add that parameter");
  }
  if (call.returns !== undefined && !fn.outputs.includes(presentName(call.returns))) {
    const message = `the function <${call.function}> has no output <${call.returns}>`;
    context.problem(call.at, message, didYouMean(call.returns, fn.outputs));
  }
  const { run } = fn;
  const { place } = context;
  return (record, report) => {
    const args: Record<string, Value | readonly Value[] | undefined> = {};
    for (const input of inputs) args[input.name] = input.values(record, report);
    const outcome = run(args);
    if (typeof outcome === "object" && !Array.isArray(outcome)) {
      const { bad } = outcome as { readonly bad: string };
      report(functionFinding(place, Object.values(args)[0] ?? "", bad));
      return undefined;
    }
    return outcome as Value | readonly Value[] | undefined;
  };
}
