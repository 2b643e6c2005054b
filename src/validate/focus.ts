/** Which shapes apply to a subject, by what is said of it. */
import { nodeKey } from "../rdf/subjects.js";
import { type Quad, RDF_TYPE, type Subject, type Term } from "../rdf/terms.js";
import type { Root } from "./plan.js";
import type { Subclasses } from "./subclasses.js";

export class FocusFinder {
  readonly #byClass = new Map<string, Root[]>();
  readonly #bySubjectOf = new Map<string, Root[]>();
  readonly #byObjectOf = new Map<string, Root[]>();
  readonly #byNode = new Map<string, Root[]>();

  /** @param selected IRIs of the graphs whose statements count; all of them without it */
  constructor(
    readonly roots: readonly Root[],
    subclasses: Subclasses,
    readonly selected?: ReadonlySet<string>,
  ) {
    for (const root of roots) {
      const classes = new Set([...root.targets.classes].flatMap((cls) => [...subclasses.of(cls)]));
      for (const cls of classes) put(this.#byClass, cls, root);
      for (const predicate of root.targets.subjectsOf) put(this.#bySubjectOf, predicate, root);
      for (const predicate of root.targets.objectsOf) put(this.#byObjectOf, predicate, root);
      for (const node of root.targets.nodes) put(this.#byNode, termKey(node), root);
    }
  }

  /** The shapes that apply to the subject of these quads, each once. */
  forSubject(subject: Subject, quads: readonly Quad[]): ReadonlySet<Root> {
    const found = new Set<Root>();
    let counts = false;
    for (const { predicate, object, graph } of quads) {
      if (this.selected?.has(graph.value) === false) continue;
      counts = true;
      if (predicate.value === RDF_TYPE) addAll(found, this.#byClass.get(object.value));
      addAll(found, this.#bySubjectOf.get(predicate.value));
    }
    if (counts) addAll(found, this.#byNode.get(termKey(subject)));
    return found;
  }

  /** The shapes that apply to the object of a quad for being its object. */
  forObject({ predicate, graph }: Quad): readonly Root[] {
    if (this.selected?.has(graph.value) === false) return [];
    return this.#byObjectOf.get(predicate.value) ?? [];
  }
}

function put(index: Map<string, Root[]>, key: string, root: Root): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, [root]);
  else if (!known.includes(root)) known.push(root);
}

function addAll(set: Set<Root>, roots: readonly Root[] | undefined): void {
  for (const root of roots ?? []) set.add(root);
}

/** A term as a key: no two terms have the same. */
export function termKey(term: Term): string {
  return term.termType === "Literal" ? `"${term.value}"@${term.language}^^${term.datatype.value}` : nodeKey(term);
}
