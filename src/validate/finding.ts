/** One result of a validation (SHACL §3.6). */
import type { Literal, Term } from "../rdf/terms.js";
import { INFO, VIOLATION, WARNING } from "./shacl.js";

export interface Finding {
  /** The node that was checked. */
  readonly focus: Term;
  /** Where the path is at: an IRI, or a node of the shapes graph. Absent where the focus node itself is at fault. */
  readonly path?: Term;
  readonly value?: Term;
  /** The shape whose constraint is not met: an IRI, or a node of the shapes graph. */
  readonly shape: Term;
  /** IRI of the constraint component. */
  readonly component: string;
  /** IRI of the severity. */
  readonly severity: string;
  /** What the shape says, in each of its languages; else what the engine says, in English. */
  readonly messages: readonly Literal[];
  /** Why a value does not have the shape that it should have (sh:node). */
  readonly details: readonly Finding[];
}

const RANKS: readonly string[] = [VIOLATION, WARNING, "", INFO];

/** The lower, the graver; severities of somebody's own come between Warning and Info. */
export function severityRank(severity: string): number {
  const rank = RANKS.indexOf(severity);
  return rank === -1 ? RANKS.indexOf("") : rank;
}

/** The message for people who read a language: in it, else in Dutch, in English, without language, or in any. */
export function messageIn(language: string, messages: readonly Literal[]): string {
  for (const wanted of [language, "nl", "en", ""]) {
    const fitting = messages.filter((each) => each.language === wanted || each.language.startsWith(`${wanted}-`));
    const [first] = fitting.map(({ value }) => value).sort();
    if (first !== undefined) return first;
  }
  return messages[0]?.value ?? "";
}
