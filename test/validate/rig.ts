/** Small data and shapes in Turtle, validated by us and, to compare with, by the engine alone over all of them. */
import { Parser, Store } from "n3";
import SHACLValidator, { type Options } from "rdf-validate-shacl";
import { openArchive } from "#src/archive/archive.js";
import type { Manifest } from "#src/archive/manifest.js";
import { plainQuad, tripleText } from "#src/rdf/nquads.js";
import type { Quad, Term } from "#src/rdf/terms.js";
import { termKey } from "#src/validate/focus.js";
import type { ValidationReport } from "#src/validate/report.js";
import { type ValidateArchiveOptions, validateArchive } from "#src/validate/validate.js";
import { folder } from "../folder.js";

export const BASE = "http://localhost:3000";
export const X = "http://example.org/";

export const PREFIXES = `
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix : <${X}> .
`;

export function turtle(text: string): Quad[] {
  return new Parser().parse(PREFIXES + text).map(plainQuad);
}

/** Graphs by name (`a` is `/graph/a`), each as Turtle or as quads. */
export type Graphs = Readonly<Record<string, string | readonly Quad[]>>;

export interface Published {
  readonly dir: string;
  readonly manifest: Manifest;
}

export async function publish(graphs: Graphs): Promise<Published> {
  const dir = await folder();
  const archive = await openArchive(dir, { base: BASE });
  const publication = await archive.begin(new Date("2026-03-01T12:00:00Z"));
  for (const [name, content] of Object.entries(graphs)) {
    const writer = publication.graphWriter(`/graph/${name}`);
    const quads = typeof content === "string" ? turtle(content) : content;
    for (const { subject, predicate, object } of quads) await writer.write(tripleText(subject, predicate, object));
    const provenance = { source: "test", run: `${BASE}/id/lading/test` };
    publication.setGraph(`/graph/${name}`, { title: name, rank: 1, provenance }, await writer.close(), {
      asCurrent: true,
    });
  }
  await publication.commit();
  return { dir, manifest: archive.manifest };
}

/** IRI of a graph by its name. */
export function graphOf(name: string): string {
  return `${BASE}/graph/${name}`;
}

/** Validates an archive of these graphs; every finding is kept. */
export async function validate(
  graphs: Graphs,
  shapes: string | readonly Quad[],
  options: ValidateArchiveOptions = {},
): Promise<ValidationReport> {
  const quads = typeof shapes === "string" ? turtle(shapes) : shapes;
  return validateArchive(await publish(graphs), quads, { examples: 1_000_000, ...options });
}

/** One line for each finding, sorted: focus node, path, value, constraint and shape. */
export function linesOf(report: ValidationReport): string[] {
  const lines = report.groups.flatMap(({ findings }) =>
    findings.map(({ focus, path, value, component, shape }) =>
      [focus, path, value, shape]
        .map((term) => (term === undefined ? "" : short(termKey(term))))
        .concat(short(component)),
    ),
  );
  return lines.map((line) => line.join(" | ")).sort();
}

/** It is not to give up on a node after fifty checks. */
const OPTIONS: Options & { readonly maxNodeChecks: number } = { maxNodeChecks: 0 };

/** As {@link linesOf}, by the engine over all data at once, with the shapes as they are. */
export async function engineLines(data: readonly Quad[], shapes: readonly Quad[]): Promise<string[]> {
  const validator = new SHACLValidator(new Store(shapes as never) as never, OPTIONS);
  const union = new Store(
    new Parser().parse(data.map((q) => `${tripleText(q.subject, q.predicate, q.object)} .`).join("\n")),
  );
  const report = await validator.validate(union as never);
  return report.results
    .map(({ focusNode, path, value, sourceShape, sourceConstraintComponent }) =>
      [...[focusNode, path, value, sourceShape].map(key), short(sourceConstraintComponent.value)].join(" | "),
    )
    .sort();
}

function key(term: object | null): string {
  return term === null ? "" : short(termKey(term as Term));
}

function short(key: string): string {
  return key.replace(X, ":").replace(/^http:\/\/www\.w3\.org\/ns\/shacl#(.*)ConstraintComponent$/, "$1");
}
