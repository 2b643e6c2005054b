/** All functions that a mapping may call. */
import { type FunctionRegistry, functionRegistry } from "./function-registry.js";
import { cleanerFunctions } from "./functions/cleaner-functions.js";
import { grelFunctions } from "./functions/grel.js";
import { idlabFunctions } from "./functions/idlab.js";

/** GREL, IDLab's, and the cleaners of field tables under `base`. */
export function allFunctions(base: string): FunctionRegistry {
  return functionRegistry(grelFunctions, idlabFunctions, cleanerFunctions(base));
}
