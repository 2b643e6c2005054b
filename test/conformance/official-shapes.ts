/** Shapes of descriptions of datasets, the official ones and our own, run over statements that we make. */
import { readFileSync } from "node:fs";
import type { DatasetCore, Quad } from "@rdfjs/types";
import { DataFactory, Parser, Store } from "n3";
import Validator from "rdf-validate-shacl";
import { withBase } from "#src/rdf/base.js";
import { BASE } from "../mapping/donl.js";
import { shared } from "../shared.js";

const { namedNode } = DataFactory;
const RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const RDFS_RESOURCE = "http://www.w3.org/2000/01/rdf-schema#Resource";
const SH = "http://www.w3.org/ns/shacl#";
const OPT = "http://definities.geostandaarden.nl/dcat-ap-nl/id/concept/";

/** Files that say what must hold; those about code lists want the lists of others whole. */
const NL = [
  "dcat-ap-nl-SHACL.ttl",
  "dcat-ap-SHACL.ttl",
  "dcat-ap-nl-SHACL-klassebereik.ttl",
  "dcat-ap-nl-SHACL-klassebereik-codelijsten.ttl",
];

function parsed(...files: readonly string[]): Store {
  return new Store(files.flatMap((file) => new Parser().parse(readFileSync(file, "utf8"))));
}

function nlShapes(name: string): string {
  return shared("suites", "dcat-ap-nl30", "shapes", name);
}

/** Violations of the shapes, a line each. */
async function violations(shapes: DatasetCore<Quad>, data: DatasetCore<Quad>): Promise<string[]> {
  const report = await new Validator(shapes).validate(data);
  return report.results
    .filter((result) => result.severity?.value === `${SH}Violation`)
    .map((result) => {
      const part = result.sourceConstraintComponent?.value.slice(SH.length) ?? "";
      const path = (result.path as { value?: string } | undefined)?.value ?? "";
      return `${result.focusNode?.value} ${path} ${part} ${result.value?.value ?? ""}`.trim();
    });
}

/** DCAT-AP-NL 3.0, on top of DCAT-AP. */
export function dcatApNl(data: Store): Promise<string[]> {
  return violations(parsed(...NL.map(nlShapes)), data);
}

/** DCAT-AP 3.0.1, with the file that says which classes objects are of. */
export function dcatAp(data: Store): Promise<string[]> {
  const folder = ["suites", "dcat-ap-3.0.1", "shacl"];
  // Every IRI is an rdfs:Resource (RDF Schema §2.1), whether or not a statement says so.
  const entailed = new Store(data.getQuads(null, null, null, null));
  for (const object of data.getObjects(null, null, null)) {
    if (object.termType === "NamedNode") entailed.addQuad(object, namedNode(RDF_TYPE), namedNode(RDFS_RESOURCE));
  }
  return violations(parsed(shared(...folder, "dcat-ap-SHACL.ttl"), shared(...folder, "ranges.ttl")), entailed);
}

/** Our own shapes for descriptions of datasets. */
export function ownShapes(data: Store): Promise<string[]> {
  const text = readFileSync(new URL("../../ontology/shapes/catalogus.ttl", import.meta.url), "utf8");
  return violations(new Store(new Parser().parse(withBase(text, BASE))), data);
}

/**
 * What the Dutch table of optionality calls mandatory (`verplicht`) and a thing lacks: `thing property`. What the European
 * profile makes mandatory, its shapes count.
 */
export function lacking(data: Store): string[] {
  const table = parsed(nlShapes("dcat-ap-nl-OPT.ttl"));
  const shapes = parsed(nlShapes("dcat-ap-nl-SHACL.ttl"));
  const lacks: string[] = [];
  for (const { subject: shape, object: kind } of shapes.getQuads(null, `${SH}targetClass`, null, null)) {
    const mandatory = table
      .getObjects(shape, `${SH}property`, null)
      .filter((property) => table.countQuads(property, `${OPT}optionaliteit`, `${OPT}verplicht`, null) > 0)
      .flatMap((property) => table.getObjects(property, `${SH}path`, null));
    const things = data.getSubjects(RDF_TYPE, kind, null);
    for (const thing of things) {
      for (const path of mandatory) {
        if (data.countQuads(thing, path, null, null) === 0) lacks.push(`${thing.value} ${path.value}`);
      }
    }
  }
  return lacks;
}
