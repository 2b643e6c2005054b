/** What came of a validation. Written for people by report-text.ts, for programs by report-json.ts and report-rdf.ts. */
import type { Term } from "../rdf/terms.js";
import { severityRank } from "./finding.js";
import { INFO, VIOLATION, WARNING } from "./shacl.js";
import type { ShapesGraph } from "./shapes-graph.js";
import type { FindingGroup } from "./tally.js";

/** A shape that was applied by itself. */
export interface CheckedShape {
  readonly shape: Term;
  readonly label: string;
  /** How many nodes it was applied to. */
  readonly focusNodes: number;
}

export interface ValidationReport {
  /** Whether there is no result at all, of whatever severity (SHACL §3.6.1.1). */
  readonly conforms: boolean;
  /** The gravest first. */
  readonly groups: readonly FindingGroup[];
  readonly checked: readonly CheckedShape[];
  /** What is worth knowing of the shapes, in sentences. */
  readonly notes: readonly string[];
  /** The shapes that were applied: for the names of shapes and paths. */
  readonly shapes: ShapesGraph;
  /** Quads that were read, and graphs they are in. */
  readonly quads: number;
  readonly graphs: number;
}

/** Results by severity. `other`: severities that are none of SHACL's own. */
export interface Counts {
  readonly violation: number;
  readonly warning: number;
  readonly info: number;
  readonly other: number;
}

export function countsOf({ groups }: ValidationReport): Counts {
  const counts = { violation: 0, warning: 0, info: 0, other: 0 };
  for (const { findings, count } of groups) {
    const severity = findings[0]?.severity;
    if (severity === VIOLATION) counts.violation += count;
    else if (severity === WARNING) counts.warning += count;
    else if (severity === INFO) counts.info += count;
    else counts.other += count;
  }
  return counts;
}

/** Whether there is anything that somebody should look at: more than sh:Info. */
export function hasFindings({ groups }: ValidationReport): boolean {
  return groups.some(({ findings }) => severityRank(findings[0]?.severity ?? "") < severityRank(INFO));
}
