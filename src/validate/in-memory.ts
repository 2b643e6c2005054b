/** Checks any shape: the data are in memory, as far as the shapes ask for them. */
import { nodeKey } from "../rdf/subjects.js";
import { type Quad, RDF_TYPE, type Subject, type Term } from "../rdf/terms.js";
import type { SubjectQuads } from "./archive-data.js";
import type { DataSource } from "./data-view.js";
import { type Description, describe } from "./description.js";
import type { Engine } from "./engine.js";
import type { Finding } from "./finding.js";
import { type FocusFinder, termKey } from "./focus.js";
import { type Root, whyWhole } from "./plan.js";
import { TermMaker } from "./rdfjs-terms.js";
import type { Subclasses } from "./subclasses.js";

/** Focus nodes that are checked at a time, so that results do not pile up in the engine. */
const AT_A_TIME = 2000;

export interface MemoryOptions {
  /** Statements that may be held. */
  readonly most: number;
  readonly onFindings: (findings: readonly Finding[]) => void;
  readonly onFocus: (root: Root) => void;
}

/** There are more statements than may be held; the message names the shape and says what to do. */
export class TooMuchForMemory extends Error {
  override readonly name = "TooMuchForMemory";
}

const NONE: readonly Quad[] = [];

class MemoryData implements DataSource {
  readonly #described = new Map<string, Description>();
  /** Predicate → object → statements, for predicates that are followed backwards. */
  readonly #leading = new Map<string, Map<string, Quad[]>>();

  constructor(
    readonly subclasses: Subclasses,
    backwards: ReadonlySet<string>,
  ) {
    for (const predicate of backwards) this.#leading.set(predicate, new Map());
  }

  add(description: Description): void {
    this.#described.set(nodeKey(description.subject), description);
    if (this.#leading.size === 0) return;
    for (const statement of description.statements) {
      const index = this.#leading.get(statement.predicate.value);
      if (index === undefined) continue;
      const key = termKey(statement.object);
      const known = index.get(key);
      if (known === undefined) index.set(key, [statement]);
      else known.push(statement);
    }
  }

  describe(subject: Subject): Description | undefined {
    return this.#described.get(nodeKey(subject));
  }

  classesOf(node: Subject): readonly Term[] {
    return (this.describe(node)?.with(RDF_TYPE) ?? []).map(({ object }) => object);
  }

  leadingTo(object: Term, predicate: string): readonly Quad[] {
    return this.#leading.get(predicate)?.get(termKey(object)) ?? NONE;
  }
}

/**
 * Reads all subjects, keeps what the finder's shapes ask for, and checks.
 *
 * @throws {TooMuchForMemory}
 */
export async function checkInMemory(
  subjects: AsyncIterable<SubjectQuads> | Iterable<SubjectQuads>,
  finder: FocusFinder,
  subclasses: Subclasses,
  engine: Engine,
  options: MemoryOptions,
): Promise<void> {
  const { roots } = finder;
  const backwards = new Set(roots.flatMap(({ needs }) => [...needs.backwards]));
  const wanted = roots.some(({ needs }) => needs.everything)
    ? undefined
    : new Set([RDF_TYPE, ...roots.flatMap(({ needs }) => [...needs.predicates])]);
  const data = new MemoryData(subclasses, backwards);
  const focus = new Map<Root, Map<string, Term>>(roots.map((root) => [root, new Map()]));
  const maker = new TermMaker();
  const aim = (root: Root, node: Term): void => void focus.get(root)?.set(termKey(node), node);
  let held = 0;
  for await (const { subject, quads } of subjects) {
    for (const root of finder.forSubject(subject, quads)) aim(root, maker.term(subject));
    for (const quad of quads) for (const root of finder.forObject(quad)) aim(root, maker.term(quad.object));
    const kept = wanted === undefined ? quads : quads.filter(({ predicate }) => wanted.has(predicate.value));
    if (kept.length === 0) continue;
    const description = describe(subject, kept, maker);
    data.add(description);
    held += description.statements.length;
    if (held > options.most) throw new TooMuchForMemory(tooMuch(roots, options.most));
  }
  if (finder.selected === undefined) {
    // A node that a shape names is checked even where nothing is said of it (SHACL §2.1.3.1).
    for (const root of roots) for (const node of root.targets.nodes) aim(root, maker.term(node));
  }
  for (const [root, nodes] of focus) {
    const all = [...nodes.values()];
    for (let at = 0; at < all.length; at += AT_A_TIME) {
      const part = all.slice(at, at + AT_A_TIME);
      for (let i = 0; i < part.length; i += 1) options.onFocus(root);
      options.onFindings(await engine.check(data, new Map([[root, part]])));
    }
  }
}

function tooMuch(roots: readonly Root[], most: number): string {
  const numbers = new Intl.NumberFormat("en");
  const shapes = roots.map((root) => `\n  - ${whyWhole(root)}`).join("");
  return (
    `these shapes look further than their focus nodes and the classes of values, which needs the data in memory, and more ` +
    `than ${numbers.format(most)} statements have the predicates they ask for:${shapes}\n` +
    `Check them on a smaller archive, allow more with --in-memory (about 500 bytes a statement), or leave them out ` +
    `with a file of shapes of your own (--shapes)`
  );
}
