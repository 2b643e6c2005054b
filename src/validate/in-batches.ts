/**
 * Checks shapes that look at a focus node and the classes of its values, a batch of focus nodes at a time: memory is one
 * batch, and the instances of the classes that are asked for.
 */
import type { Term, Subject, Quad } from "../rdf/terms.js";
import type { SubjectQuads } from "./archive-data.js";
import type { DataSource } from "./data-view.js";
import { type Description, describe } from "./description.js";
import type { Engine } from "./engine.js";
import type { Finding } from "./finding.js";
import { type FocusFinder, termKey } from "./focus.js";
import type { Instances } from "./instances.js";
import type { Root } from "./plan.js";
import { TermMaker } from "./rdfjs-terms.js";
import { RDF_TYPE } from "../rdf/terms.js";
import type { Subclasses } from "./subclasses.js";

export interface BatchOptions {
  /** A batch ends when it holds so many statements. */
  readonly statements: number;
  readonly onFindings: (findings: readonly Finding[]) => void;
  /** Called for every focus node of a shape. */
  readonly onFocus: (root: Root) => void;
}

const NONE: readonly Quad[] = [];

class Batch implements DataSource {
  readonly focus = new Map<Root, Term[]>();
  readonly #described = new Map<string, Description>();
  statements = 0;

  constructor(
    readonly subclasses: Subclasses,
    readonly instances: Instances,
  ) {}

  add(node: Term, roots: Iterable<Root>, description?: Description): void {
    if (description !== undefined) {
      this.#described.set(termKey(node), description);
      this.statements += description.statements.length;
    }
    for (const root of roots) {
      const nodes = this.focus.get(root);
      if (nodes === undefined) this.focus.set(root, [node]);
      else nodes.push(node);
    }
  }

  describe(subject: Subject): Description | undefined {
    return this.#described.get(termKey(subject));
  }

  classesOf(node: Subject): readonly Term[] {
    const description = this.describe(node);
    if (description === undefined) return this.instances.classesOf(termKey(node));
    return description.with(RDF_TYPE).map(({ object }) => object);
  }

  /** No shape that is checked in batches follows a path backwards. */
  leadingTo(): readonly Quad[] {
    return NONE;
  }
}

/** Walks along all subjects and checks those that are focus nodes of the finder's shapes. */
export async function checkInBatches(
  subjects: AsyncIterable<SubjectQuads>,
  finder: FocusFinder,
  data: { readonly subclasses: Subclasses; readonly instances: Instances },
  engine: Engine,
  { statements, onFindings, onFocus }: BatchOptions,
): Promise<void> {
  const fresh = (): Batch => new Batch(data.subclasses, data.instances);
  const maker = new TermMaker();
  const unmet = unmetNodes(finder);
  let batch = fresh();
  const flush = async (): Promise<void> => {
    if (batch.focus.size > 0) onFindings(await engine.check(batch, batch.focus));
    batch = fresh();
  };
  for await (const { subject, quads } of subjects) {
    const roots = finder.forSubject(subject, quads);
    if (roots.size === 0) continue;
    const description = describe(subject, quads, maker);
    batch.add(description.subject, roots, description);
    for (const root of roots) {
      onFocus(root);
      unmet.get(termKey(subject))?.roots.delete(root);
    }
    if (batch.statements >= statements) await flush();
  }
  // A node that a shape names is checked even where nothing is said of it (SHACL §2.1.3.1).
  for (const { node, roots } of unmet.values()) {
    if (roots.size === 0) continue;
    batch.add(maker.term(node), roots);
    for (const root of roots) onFocus(root);
  }
  await flush();
}

/** The nodes that shapes name; none where graphs are selected, since then a node must be in one of them. */
function unmetNodes(finder: FocusFinder): Map<string, { node: Term; roots: Set<Root> }> {
  const nodes = new Map<string, { node: Term; roots: Set<Root> }>();
  if (finder.selected !== undefined) return nodes;
  for (const root of finder.roots) {
    for (const node of root.targets.nodes) {
      const known = nodes.get(termKey(node));
      if (known === undefined) nodes.set(termKey(node), { node, roots: new Set([root]) });
      else known.roots.add(root);
    }
  }
  return nodes;
}
