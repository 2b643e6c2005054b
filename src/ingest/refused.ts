/** A source, or a part of one, that could not be had: it is reported, and the rest goes on. */
import { SourceError } from "../sources/source-error.js";
import type { Run } from "./run.js";

/** Reports what a source could not be read for. @throws the error, when it is of another kind */
export function reportRefused(error: unknown, file: string, { reports }: Pick<Run, "reports">): void {
  if (!(error instanceof SourceError)) throw error;
  reports.push({ file, outcome: "refused", message: error.message });
}
