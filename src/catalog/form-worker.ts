/** Makes one form in a thread of its own: writing five million statements takes seconds, a page may not. */
import { parentPort, workerData } from "node:worker_threads";
import { UnserialisableError } from "../rdf/xml-names.js";
import type { FormMessage, FormTask } from "./form-task.js";
import { makeForm } from "./make-form.js";

try {
  const whole = await makeForm(workerData as FormTask, (bytes) => say({ kind: "written", bytes }));
  say({ kind: "whole", ...whole });
} catch (error) {
  say({
    kind: "failed",
    message: error instanceof Error ? error.message : String(error),
    unserialisable: error instanceof UnserialisableError,
  });
}

function say(message: FormMessage): void {
  parentPort?.postMessage(message, []);
}
