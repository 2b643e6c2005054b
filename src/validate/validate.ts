/** Validation by SHACL: of an archive, whose size does not matter, or of quads in memory. */
import type { Manifest } from "../archive/manifest.js";
import type { Progress } from "../ingest/report.js";
import { DEFAULT_BASE } from "../rdf/base.js";
import { type Prefixes, prefixesFor, shortened } from "../rdf/prefixes.js";
import { quadToLine } from "../rdf/nquads.js";
import { nodeKey } from "../rdf/subjects.js";
import type { Quad } from "../rdf/terms.js";
import { ArchiveData, type SubjectQuads } from "./archive-data.js";
import { Engine } from "./engine.js";
import type { Finding } from "./finding.js";
import { FocusFinder } from "./focus.js";
import { checkInBatches } from "./in-batches.js";
import { checkInMemory } from "./in-memory.js";
import { type Plan, planShapes, type Root } from "./plan.js";
import type { ValidationReport } from "./report.js";
import { SUB_CLASS_OF } from "./shacl.js";
import { Subclasses } from "./subclasses.js";
import { Tally } from "./tally.js";

export interface ValidateOptions {
  /** For the names of shapes and paths in messages. */
  readonly prefixes?: Prefixes;
  /** So many findings of each group are kept; all are counted. */
  readonly examples?: number;
}

export interface ValidateArchiveOptions extends ValidateOptions {
  /** IRIs of graphs: only what is a target by a statement of one of them is checked. Values are looked up in all. */
  readonly graphs?: ReadonlySet<string>;
  /** Statements that may be held for shapes that need the whole of the data. */
  readonly inMemory?: number;
  /** Statements in a batch. */
  readonly batch?: number;
  readonly progress?: Progress;
}

export const DEFAULT_EXAMPLES = 100;
/** At about 500 bytes a statement, this stays under a gigabyte. */
export const DEFAULT_IN_MEMORY = 1_500_000;
/** Larger batches are no faster. */
const BATCH = 20_000;

/**
 * Checks the union of all current graphs of an archive.
 *
 * @param dir the data folder
 * @throws {ShapesError} when a shape is malformed or not supported in full
 * @throws {TooMuchForMemory} when a shape needs more of the data in memory than is allowed
 */
export async function validateArchive(
  { dir, manifest }: { readonly dir: string; readonly manifest: Manifest },
  shapes: readonly Quad[],
  options: ValidateArchiveOptions = {},
): Promise<ValidationReport> {
  const { progress, graphs, batch = BATCH, inMemory = DEFAULT_IN_MEMORY } = options;
  const run = new Run(shapes, options, manifest.base);
  const { plan, engine } = run;
  const data = new ArchiveData(dir, manifest);
  progress?.start(1 + (plan.local.length > 0 ? 1 : 0) + (plan.whole.length > 0 ? 1 : 0));
  progress?.begin("classes");
  const subclasses = await data.readSubclasses();
  const asked = plan.local.flatMap(({ needs }) => [...needs.classes]);
  const instances = await data.readInstances(asked, subclasses);
  progress?.end();
  if (plan.local.length > 0) {
    progress?.begin("checking");
    const finder = new FocusFinder(plan.local, subclasses, graphs);
    const walk = counted(data.subjects(), progress);
    await checkInBatches(walk, finder, { subclasses, instances }, engine, { ...run.callbacks, statements: batch });
    progress?.end();
  }
  if (plan.whole.length > 0) {
    progress?.begin("checking what needs all data");
    const finder = new FocusFinder(plan.whole, subclasses, graphs);
    const walk = counted(data.subjects(), progress);
    await checkInMemory(walk, finder, subclasses, engine, { ...run.callbacks, most: inMemory });
    progress?.end();
  }
  return run.report(data.quads, data.graphs);
}

/**
 * Checks quads in memory: the union of their graphs.
 *
 * @throws {ShapesError} when a shape is malformed or not supported in full
 */
export async function validateQuads(
  data: Iterable<Quad>,
  shapes: readonly Quad[],
  options: ValidateOptions = {},
): Promise<ValidationReport> {
  const run = new Run(shapes, options, DEFAULT_BASE);
  const bySubject = new Map<string, { subject: Quad["subject"]; quads: Quad[] }>();
  const subclasses = new Subclasses();
  const graphs = new Set<string>();
  const lines = new Set<string>();
  for (const quad of data) {
    const line = quadToLine(quad);
    if (lines.has(line)) continue;
    lines.add(line);
    graphs.add(quad.graph.value);
    if (quad.predicate.value === SUB_CLASS_OF) subclasses.add(quad.subject.value, quad.object.value);
    const known = bySubject.get(nodeKey(quad.subject));
    if (known === undefined) bySubject.set(nodeKey(quad.subject), { subject: quad.subject, quads: [quad] });
    else known.quads.push(quad);
  }
  const finder = new FocusFinder([...run.plan.local, ...run.plan.whole], subclasses);
  await checkInMemory(bySubject.values(), finder, subclasses, run.engine, { ...run.callbacks, most: Infinity });
  return run.report(lines.size, graphs.size);
}

/** One validation under way. */
class Run {
  readonly plan: Plan;
  readonly engine: Engine;
  readonly #tally: Tally;
  readonly #focusNodes = new Map<Root, number>();

  constructor(shapes: readonly Quad[], options: ValidateOptions, base: string) {
    const prefixes = options.prefixes ?? prefixesFor(base);
    this.plan = planShapes(shapes, (iri) => nameOf(iri, prefixes));
    this.engine = new Engine(this.plan);
    this.#tally = new Tally(options.examples ?? DEFAULT_EXAMPLES);
    for (const root of [...this.plan.local, ...this.plan.whole]) this.#focusNodes.set(root, 0);
  }

  readonly callbacks = {
    onFindings: (findings: readonly Finding[]): void => {
      for (const finding of findings) this.#tally.add(finding);
    },
    onFocus: (root: Root): void => void this.#focusNodes.set(root, (this.#focusNodes.get(root) ?? 0) + 1),
  };

  report(quads: number, graphs: number): ValidationReport {
    const groups = this.#tally.groups();
    const checkedNothing = [...this.#focusNodes.values()].every((n) => n === 0);
    return {
      conforms: groups.length === 0,
      groups,
      checked: [...this.#focusNodes].map(([{ shape, label }, focusNodes]) => ({ shape, label, focusNodes })),
      notes: checkedNothing ? [...this.plan.notes, NOTHING_CHECKED] : this.plan.notes,
      shapes: this.plan.graph,
      quads,
      graphs,
    };
  }
}

const NOTHING_CHECKED =
  "no shape has a target in what was to be checked, so nothing was; give shapes for it with --shapes";

function nameOf(iri: string, prefixes: Prefixes): string {
  const short = shortened(iri, prefixes);
  return short === iri ? `<${iri}>` : short;
}

async function* counted(
  subjects: AsyncIterable<SubjectQuads>,
  progress: Progress | undefined,
): AsyncGenerator<SubjectQuads> {
  let seen = 0;
  let told = 0;
  for await (const each of subjects) {
    yield each;
    seen += each.quads.length;
    if (seen - told >= TELL_EVERY) progress?.rows((told = seen));
  }
}

const TELL_EVERY = 10_000;
