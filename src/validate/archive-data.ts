/** The union of all current graphs of an archive, read from its files without keeping it. */
import { fromByteText, matchingLines, toByteText } from "../archive/byte-lines.js";
import { damaged, seemsWhole } from "../archive/damage.js";
import { versionBytes } from "../archive/graph-file.js";
import type { GraphVersion, Manifest } from "../archive/manifest.js";
import { mergedSubjects } from "../archive/subject-groups.js";
import { inPattern } from "../rdf/in-pattern.js";
import { LineParser } from "../rdf/nquads-lines.js";
import { type Quad, RDF_TYPE, type Subject } from "../rdf/terms.js";
import { Instances } from "./instances.js";
import { SUB_CLASS_OF } from "./shacl.js";
import { Subclasses } from "./subclasses.js";

/** A subject and all that any graph says of it. */
export interface SubjectQuads {
  readonly subject: Subject;
  readonly quads: readonly Quad[];
}

/** More classes than these are not written into a pattern: the lines of all types are looked through instead. */
const MOST_IN_PATTERN = 200;

export class ArchiveData {
  readonly #dir: string;
  readonly #versions: readonly GraphVersion[];

  /** @throws {Error} naming a file that is missing, or not of the size that it was written with */
  constructor(dir: string, manifest: Manifest) {
    this.#dir = dir;
    this.#versions = Object.values(manifest.graphs).flatMap(({ current }) => current ?? []);
    const partial = this.#versions.find((version) => !seemsWhole(dir, version));
    if (partial !== undefined) throw damaged(dir, partial, "is missing, or not of the size that it was written with");
  }

  /** Quads in all graphs: an upper bound of the statements of the union. */
  get quads(): number {
    return this.#versions.reduce((sum, version) => sum + version.quads, 0);
  }

  get graphs(): number {
    return this.#versions.length;
  }

  async readSubclasses(): Promise<Subclasses> {
    const subclasses = new Subclasses();
    for await (const { subject, object } of this.#linesOf(SUB_CLASS_OF)) subclasses.add(subject.value, object.value);
    return subclasses;
  }

  /** The instances of these classes and of those below them. */
  async readInstances(classes: Iterable<string>, subclasses: Subclasses): Promise<Instances> {
    const wanted = new Set([...classes].flatMap((cls) => [...subclasses.of(cls)]));
    const instances = new Instances();
    if (wanted.size === 0) return instances;
    const objects = wanted.size > MOST_IN_PATTERN ? undefined : wanted;
    for await (const { subject, object } of this.#linesOf(RDF_TYPE, objects)) {
      if (!wanted.has(object.value)) continue;
      // A part of a text keeps the whole of it in memory; a copy does not.
      instances.add(Buffer.from(subject.value).toString(), object.value);
    }
    return instances;
  }

  /** Every subject of the union, in the order of its bytes. A subject is held whole. */
  async *subjects(): AsyncGenerator<SubjectQuads> {
    const parser = new LineParser();
    let name: string | undefined;
    let quads: Quad[] = [];
    for await (const group of mergedSubjects(this.#versions.map((version) => versionBytes(this.#dir, version)))) {
      if (group.subject !== name) {
        const [first] = quads;
        if (first !== undefined) yield { subject: first.subject, quads };
        name = group.subject;
        quads = [];
      }
      for (const line of group.lines) {
        const quad = parser.parse(line.slice(0, -1));
        if (quad !== undefined) quads.push(quad);
      }
    }
    const [first] = quads;
    if (first !== undefined) yield { subject: first.subject, quads };
  }

  async *#linesOf(predicate: string, objects?: ReadonlySet<string>): AsyncGenerator<Quad> {
    const object = objects === undefined ? "<" : `<(?:${either(objects)})> `;
    const pattern = new RegExp(`^[<_][^> \\n]*>? <${either([predicate])}> ${object}.*$`, "gm");
    const parser = new LineParser();
    for (const version of this.#versions) {
      for await (const lines of matchingLines(versionBytes(this.#dir, version), pattern)) {
        for (const line of lines) {
          const quad = parser.parse(fromByteText(line));
          if (quad !== undefined && quad.object.termType === "NamedNode") yield quad;
        }
      }
    }
  }
}

/** Any of these IRIs, in files that are matched as byte text. */
function either(iris: Iterable<string>): string {
  return [...iris].map((iri) => inPattern(toByteText(iri))).join("|");
}
