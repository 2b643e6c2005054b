/** A validation report for programs, named as SHACL names things (§3.6). */
import type { Literal, Term } from "../rdf/terms.js";
import { XSD_STRING } from "../rdf/terms.js";
import type { Finding } from "./finding.js";
import { countsOf, type ValidationReport } from "./report.js";
import { placeOf } from "./report-text.js";
import type { ShapesGraph } from "./shapes-graph.js";

/** As in SPARQL 1.1 Query Results JSON (§3.2.2). */
interface TermJson {
  readonly type: "uri" | "bnode" | "literal";
  readonly value: string;
  readonly "xml:lang"?: string;
  readonly datatype?: string;
}

/** JSON text. Findings are grouped by what they have in common; `count` counts all of a group, `results` lists the first. */
export function reportJson(report: ValidationReport): string {
  const { shapes } = report;
  const document = {
    conforms: report.conforms,
    counts: countsOf(report),
    groups: report.groups.map(({ findings, count }) => ({
      ...(findings[0] === undefined ? {} : commonOf(findings[0], shapes)),
      count,
      more: count - findings.length,
      results: findings.map((finding) => resultOf(finding, shapes)),
    })),
    checked: report.checked.map(({ shape, label, focusNodes }) => ({ shape: termJson(shape), label, focusNodes })),
    notes: report.notes,
    quads: report.quads,
    graphs: report.graphs,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function commonOf(finding: Finding, shapes: ShapesGraph): object {
  const path = finding.path;
  return {
    resultSeverity: finding.severity,
    sourceShape: termJson(finding.shape),
    place: placeOf(finding, shapes),
    // A path that is more than a predicate is told as SPARQL writes it.
    ...(path === undefined
      ? {}
      : { resultPath: path.termType === "NamedNode" ? path.value : (shapes.pathText(path) ?? "") }),
    sourceConstraintComponent: finding.component,
    resultMessage: finding.messages.map(messageJson),
  };
}

function resultOf(finding: Finding, shapes: ShapesGraph): object {
  return {
    focusNode: termJson(finding.focus),
    ...(finding.value === undefined ? {} : { value: termJson(finding.value) }),
    ...(finding.details.length === 0
      ? {}
      : { detail: finding.details.map((each) => ({ ...commonOf(each, shapes), ...resultOf(each, shapes) })) }),
  };
}

function messageJson({ value, language }: Literal): object {
  return language === "" ? { value } : { value, language };
}

function termJson(term: Term): TermJson {
  if (term.termType === "NamedNode") return { type: "uri", value: term.value };
  if (term.termType === "BlankNode") return { type: "bnode", value: term.value };
  const { value, language, datatype } = term;
  if (language !== "") return { type: "literal", value, "xml:lang": language };
  return datatype.value === XSD_STRING
    ? { type: "literal", value }
    : { type: "literal", value, datatype: datatype.value };
}
