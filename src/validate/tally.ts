/** Findings, grouped by what is wrong and counted: so many of each are kept, and none goes uncounted. */
import { type Finding, severityRank } from "./finding.js";
import { termKey } from "./focus.js";

/** Findings of one shape with the same path, constraint, severity and message. */
export interface FindingGroup {
  /** The first of them, in the order of their focus nodes. */
  readonly findings: readonly Finding[];
  /** How many there are. */
  readonly count: number;
}

export class Tally {
  readonly #groups = new Map<string, { findings: Finding[]; count: number }>();

  /** @param most so many of each group are kept, at least one */
  constructor(readonly most: number) {}

  add(finding: Finding): void {
    const { shape, path, component, severity, messages } = finding;
    const words = messages.map(termKey);
    const key = JSON.stringify([termKey(shape), path === undefined ? "" : termKey(path), component, severity, words]);
    let group = this.#groups.get(key);
    if (group === undefined) this.#groups.set(key, (group = { findings: [], count: 0 }));
    if (group.findings.length < this.most) group.findings.push(finding);
    group.count += 1;
  }

  /** The gravest first, then the most frequent, then as they came. */
  groups(): FindingGroup[] {
    const rank = ({ findings }: FindingGroup): number => severityRank(findings[0]?.severity ?? "");
    return [...this.#groups.values()].sort((a, b) => rank(a) - rank(b) || b.count - a.count);
  }
}
