/** A validation report for people: what is wrong, how often, and the first places where. */
import { printableTerm } from "./printable-term.js";
import { type Finding, messageIn } from "./finding.js";
import { countsOf, type ValidationReport } from "./report.js";
import { SH } from "./shacl.js";
import type { ShapesGraph } from "./shapes-graph.js";
import type { FindingGroup } from "./tally.js";

export interface ReportTextOptions {
  /** Language of the messages of shapes, where they have it. */
  readonly language: string;
  /** So many findings of each group are shown. */
  readonly examples: number;
}

const numbers = new Intl.NumberFormat("en");

export function reportText(report: ValidationReport, options: ReportTextOptions): string {
  const parts = report.groups.map((group) => groupText(group, report.shapes, options));
  const checked = checkedText(report);
  if (checked !== "") parts.push(checked);
  if (report.notes.length > 0) parts.push(report.notes.map((note) => `note: ${note}\n`).join(""));
  parts.push(summaryLine(report));
  return parts.join("\n");
}

function groupText({ findings, count }: FindingGroup, shapes: ShapesGraph, options: ReportTextOptions): string {
  const [first] = findings;
  if (first === undefined) return "";
  const shown = findings.slice(0, options.examples);
  let text = `${severityName(first.severity, shapes)}, ${numbers.format(count)} ×: ${placeOf(first, shapes)} (${componentName(first)})\n`;
  text += `  ${messageIn(options.language, first.messages)}\n`;
  for (const finding of shown) {
    const value = finding.value === undefined ? "" : `  →  ${printableTerm(finding.value, shapes.name)}`;
    text += `    ${finding.focus.termType === "NamedNode" ? finding.focus.value : printableTerm(finding.focus, shapes.name)}${value}\n`;
    for (const detail of finding.details) text += detailText(detail, shapes, options.language, "      ");
  }
  const more = count - shown.length;
  return more > 0 ? `${text}    … and ${numbers.format(more)} more\n` : text;
}

function detailText(finding: Finding, shapes: ShapesGraph, language: string, indent: string): string {
  const value = finding.value === undefined ? "" : `  →  ${printableTerm(finding.value, shapes.name)}`;
  const line = `${indent}since ${placeOf(finding, shapes)}: ${messageIn(language, finding.messages)}${value}\n`;
  return line + finding.details.map((each) => detailText(each, shapes, language, `${indent}  `)).join("");
}

/** The shape and the path: `ond:VestigingShape, ond:brin`. */
export function placeOf({ shape, path }: Finding, shapes: ShapesGraph): string {
  const name = shapes.describe(shape);
  const text = path === undefined ? undefined : shapes.pathText(path);
  return text === undefined || name.endsWith(`, ${text}`) ? name : `${name}, ${text}`;
}

/** The constraint as it is written in a shape: `sh:minCount`. */
function componentName({ component }: Finding): string {
  const name = component.slice(SH.length).replace(/ConstraintComponent$/, "");
  return `sh:${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

function severityName(severity: string, shapes: ShapesGraph): string {
  return severity.startsWith(SH) ? severity.slice(SH.length) : shapes.name(severity);
}

/** Shapes with the nodes they were applied to; none where no shape was applied at all, which a note tells. */
function checkedText({ checked }: ValidationReport): string {
  if (checked.every(({ focusNodes }) => focusNodes === 0)) return "";
  const widest = Math.max(...checked.map(({ label }) => label.length));
  const counts = checked.map(({ focusNodes }) => numbers.format(focusNodes));
  const width = Math.max(...counts.map((each) => each.length));
  return checked
    .map(({ label }, i) => `${label.padEnd(widest)}  ${(counts[i] ?? "").padStart(width)} focus nodes\n`)
    .join("");
}

function summaryLine(report: ValidationReport): string {
  const { violation, warning, info, other } = countsOf(report);
  const counted = (n: number, one: string): string => `${numbers.format(n)} ${one}${n === 1 ? "" : "s"}`;
  const found = [counted(violation, "violation"), counted(warning, "warning"), counted(info, "info")];
  if (other > 0) found.push(`${numbers.format(other)} of another severity`);
  const checked = report.checked.reduce((sum, { focusNodes }) => sum + focusNodes, 0);
  return (
    `${found.join(", ")}: ${counted(checked, "check")} by ${counted(report.checked.length, "shape")} ` +
    `on ${counted(report.quads, "quad")} of ${counted(report.graphs, "graph")}\n`
  );
}
