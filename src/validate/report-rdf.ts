/** A validation report as RDF (SHACL §3.6): what `--format ttl` writes. */
import { nodeKey } from "../rdf/subjects.js";
import {
  blankNode,
  literal,
  namedNode,
  type Quad,
  quad,
  RDF_TYPE,
  type Subject,
  type Term,
  XSD,
} from "../rdf/terms.js";
import type { Finding } from "./finding.js";
import type { ValidationReport } from "./report.js";
import { placeOf } from "./report-text.js";
import { RDFS, sh } from "./shacl.js";

/**
 * An sh:ValidationReport with the results that were kept. Where there are more, an rdfs:comment of the report says how
 * many. Shapes and paths without a name are described too.
 */
export function reportQuads(report: ValidationReport): Quad[] {
  const quads: Quad[] = [];
  const described = new Set<string>();
  const add = (subject: Subject, predicate: string, object: Term): void => {
    quads.push(quad(subject, namedNode(predicate), object));
  };
  const describe = (node: Term): void => {
    if (node.termType !== "BlankNode" || described.has(nodeKey(node))) return;
    described.add(nodeKey(node));
    for (const q of report.shapes.about(node)) {
      quads.push(q);
      describe(q.object);
    }
  };
  let last = 0;
  const addResult = (finding: Finding): Subject => {
    const result = blankNode(`validation-result-${(last += 1)}`);
    add(result, RDF_TYPE, namedNode(sh("ValidationResult")));
    add(result, sh("focusNode"), finding.focus);
    if (finding.path !== undefined) add(result, sh("resultPath"), finding.path);
    if (finding.value !== undefined) add(result, sh("value"), finding.value);
    add(result, sh("sourceShape"), finding.shape);
    add(result, sh("sourceConstraintComponent"), namedNode(finding.component));
    add(result, sh("resultSeverity"), namedNode(finding.severity));
    for (const message of finding.messages) add(result, sh("resultMessage"), message);
    for (const detail of finding.details) add(result, sh("detail"), addResult(detail));
    return result;
  };
  const root = blankNode("validation-report");
  add(root, RDF_TYPE, namedNode(sh("ValidationReport")));
  add(root, sh("conforms"), literal(String(report.conforms), { datatype: `${XSD}boolean` }));
  for (const { findings, count } of report.groups) {
    const [first] = findings;
    if (first !== undefined && count > findings.length) {
      const text = `${count - findings.length} more results like these are not listed: ${placeOf(first, report.shapes)}`;
      add(root, `${RDFS}comment`, literal(text, { language: "en" }));
    }
    for (const finding of findings) {
      add(root, sh("result"), addResult(finding));
      describe(finding.shape);
      if (finding.path !== undefined) describe(finding.path);
    }
  }
  return quads;
}
