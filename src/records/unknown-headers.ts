/** The headers of a file that no field has: counted, and told once each. */
import { trimmed } from "./cleaners.js";
import type { Loss } from "./record.js";
import type { RowRules } from "./row-rules.js";

/** Unknown headers that are told apart; JSON rows may each bring others. */
const MOST = 500;
const OTHERS = "overige velden";

/** Cells with a value under a header: those that are lost, and those that are published by a general rule. */
interface Count {
  lost: number;
  kept: number;
}

export class UnknownHeaders {
  readonly #rules: RowRules;
  /** Header as given → its cells. */
  readonly #counts = new Map<string, Count>();

  constructor(rules: RowRules) {
    this.#rules = rules;
  }

  /** Counts a cell. @param isKept whether its value is published all the same; undefined when it is blank */
  met(header: string, isKept: boolean | undefined): void {
    const told = this.#counts.has(header) || this.#counts.size < MOST ? header : OTHERS;
    const count = this.#counts.get(told) ?? { lost: 0, kept: 0 };
    this.#counts.set(told, count);
    if (isKept === true) count.kept += 1;
    else if (isKept === false) count.lost += 1;
  }

  /** The headers in words, for a message; empty when there are none. */
  inWords(): string {
    const told = [...this.#counts.keys()].map((header) => `"${trimmed(header)}" (${this.#rules.hint(header)})`);
    return told.length === 0 ? "" : `; unknown headers: ${told.slice(0, 5).join(", ")}`;
  }

  /** A loss for each header; one under which nothing was lost is no more than a remark. */
  *losses(): Generator<Loss> {
    for (const [header, { lost, kept }] of this.#counts) {
      yield {
        field: trimmed(header),
        kind: "onbekend-veld",
        value: trimmed(header),
        reason: `onbekend veld met ${values(lost + kept)}${fate(lost, kept)}; ${this.#rules.hint(header)}`,
        severity: kept > 0 && lost === 0 ? "Info" : "Warning",
      };
    }
  }
}

function values(n: number): string {
  return `${n} ${n === 1 ? "waarde" : "waarden"}`;
}

function fate(lost: number, kept: number): string {
  if (kept === 0) return "";
  return lost === 0 ? ", opgenomen onder de eigen naam" : `, waarvan ${kept} opgenomen onder de eigen naam`;
}
