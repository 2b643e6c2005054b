/** Quads by subject, for the forms that say a subject once: in memory for a description, in runs for a whole graph. */
import type { Quad, Subject, Term } from "./terms.js";

/** One subject with some or all of what is said of it. */
export interface SubjectGroup {
  readonly subject: Subject;
  readonly quads: readonly Quad[];
}

/** What a subject's group is known by. */
export function nodeKey(term: Subject | Term): string {
  return term.termType === "BlankNode" ? `_:${term.value}` : term.value;
}

/**
 * Groups quads by subject: the thing described first, then its `#` children, then the others, each in the order in
 * which they first appear. What follows itself, as statements of several graphs do where they are sorted, is there once.
 */
export function bySubject(quads: readonly Quad[], described?: string): SubjectGroup[] {
  const groups = new Map<string, { subject: Subject; quads: Quad[] }>();
  for (const quad of quads) {
    const key = nodeKey(quad.subject);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { subject: quad.subject, quads: [quad] });
    else if (!saysAgain(quad, group.quads.at(-1))) group.quads.push(quad);
  }
  if (described === undefined) return [...groups.values()];
  const children = `${described}#`;
  const rank = (key: string): number => (key === described ? 0 : key.startsWith(children) ? 1 : 2);
  return [...groups].sort((a, b) => rank(a[0]) - rank(b[0])).map(([, group]) => group);
}

/** Whether one statement is said by another of the same subject. */
function saysAgain({ predicate, object }: Quad, other: Quad | undefined): boolean {
  return other !== undefined && predicate.value === other.predicate.value && sameTerm(object, other.object);
}

function sameTerm(a: Term, b: Term): boolean {
  if (a.value !== b.value || a.termType !== b.termType) return false;
  if (a.termType !== "Literal" || b.termType !== "Literal") return true;
  return a.language === b.language && a.datatype.value === b.datatype.value;
}

/** The most quads of one subject that are held at once; a subject with more is said in several parts. */
const LARGEST_RUN = 2000;

/** Groups batches of quads, sorted by subject, without holding more than a batch and one run. */
export async function* subjectRuns(
  batches: AsyncIterable<readonly Quad[]>,
  largest = LARGEST_RUN,
): AsyncGenerator<SubjectGroup[]> {
  let subject: Subject | undefined;
  let run: Quad[] = [];
  for await (const batch of batches) {
    const done: SubjectGroup[] = [];
    for (const quad of batch) {
      const same = subject !== undefined && (quad.subject === subject || sameNode(quad.subject, subject));
      if (subject !== undefined && (!same || run.length >= largest)) {
        done.push({ subject, quads: run });
        run = [];
      }
      subject = quad.subject;
      run.push(quad);
    }
    if (done.length > 0) yield done;
  }
  if (subject !== undefined) yield [{ subject, quads: run }];
}

function sameNode(a: Subject, b: Subject): boolean {
  return a.termType === b.termType && a.value === b.value;
}
