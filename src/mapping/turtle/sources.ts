/** Logical sources in RML Turtle (RML-Core §5, RML-IO; CSVW Metadata §5.9 for how a CSV file is written). */
import type { Term } from "../../rdf/terms.js";
import type { CsvDialect, LogicalSource, ReferenceFormulation } from "../model.js";
import type { ProblemList } from "../problem.js";
import { CSVW, RML } from "../vocabulary.js";
import type { MappingGraph, Placed } from "./graph.js";

const DCAT = "http://www.w3.org/ns/dcat#";

const FORMULATIONS: Readonly<Record<string, ReferenceFormulation>> = {
  [`${RML}CSV`]: "CSV",
  [`${RML}JSONPath`]: "JSONPath",
};

/** Reads the logical source of a triples map. */
export function readSource(graph: MappingGraph, triplesMap: Term, problems: ProblemList): LogicalSource | undefined {
  const [node, ...others] = graph.objects(triplesMap, `${RML}logicalSource`);
  const at = graph.at(triplesMap);
  if (node === undefined || others.length > 0) {
    const message = `the triples map <${triplesMap.value}> has ${node === undefined ? "no" : "several"} logical sources`;
    problems.add(others[0]?.at ?? at, message, "give it one rml:logicalSource");
    return undefined;
  }
  const source = graph.object(node.term, `${RML}source`);
  const formulation = graph.object(node.term, `${RML}referenceFormulation`);
  const access = source === undefined ? undefined : accessOf(graph, source);
  if (source === undefined || access === undefined) {
    problems.add(
      source?.at ?? node.at,
      "the logical source names no file",
      'give it rml:source with rml:path "file.csv"',
    );
    return undefined;
  }
  // RML-IO §3: JSONPath is the default for JSON, and CSV for tables.
  const usual = /\.json(?:\.gz)?$/i.test(access.path) ? "JSONPath" : "CSV";
  const known = formulation === undefined ? usual : FORMULATIONS[formulation.term.value];
  if (known === undefined) {
    const hint = "rml:CSV and rml:JSONPath are supported";
    problems.add(formulation?.at, `the reference formulation <${formulation?.term.value}> is not supported`, hint);
    return undefined;
  }
  const iterator = graph.object(node.term, `${RML}iterator`);
  const dialect = dialectOf(graph, source.term);
  const nulls = [...graph.objects(source.term, `${RML}null`), ...graph.objects(source.term, `${CSVW}null`)];
  const encoding = graph.object(source.term, `${RML}encoding`);
  const compression = graph.object(source.term, `${RML}compression`);
  if (compression !== undefined && ![`${RML}gzip`, `${RML}none`].includes(compression.term.value)) {
    problems.add(
      compression.at,
      `the compression <${compression.term.value}> is not supported`,
      "unpack it, or use rml:gzip",
    );
  }
  const isOld = graph.isOld(triplesMap, `${RML}logicalSource`);
  return {
    name: access.path,
    path: access.path,
    root: access.root,
    formulation: known,
    // RML-IO §3: the default is the whole document.
    ...(known === "CSV" ? {} : { iterator: iterator?.term.value ?? "$" }),
    ...(dialect === undefined ? {} : { dialect }),
    ...(encoding === undefined ? {} : { encoding: encodingName(encoding.term.value) }),
    ...(compression?.term.value === `${RML}gzip` ? { compression: "gzip" as const } : {}),
    ...(nulls.length === 0 ? {} : { nulls: nulls.map((n) => n.term.value) }),
    spreads: isOld,
    natural: !isOld,
    at: node.at,
  };
}

/** `rml:UTF-8` and the like. */
function encodingName(value: string): string {
  return value.startsWith(RML) ? value.slice(RML.length) : value;
}

function accessOf(graph: MappingGraph, source: Placed): { path: string; root: LogicalSource["root"] } | undefined {
  if (source.term.termType === "Literal") return { path: source.term.value, root: "working-directory" };
  const words = [`${RML}path`, `${CSVW}url`, `${DCAT}downloadURL`, `${DCAT}accessURL`];
  const path = words.map((word) => graph.object(source.term, word)).find((placed) => placed !== undefined);
  if (path === undefined) return undefined;
  const root = graph.object(source.term, `${RML}root`);
  if (root?.term.termType === "Literal") {
    return { path: `${root.term.value.replace(/\/$/, "")}/${path.term.value}`, root: "working-directory" };
  }
  const inMappingFolder = root?.term.value === `${RML}MappingDirectory`;
  return { path: path.term.value.replace(/^file:\/\//, ""), root: inMappingFolder ? "mapping" : "working-directory" };
}

function dialectOf(graph: MappingGraph, source: Term): CsvDialect | undefined {
  const node = graph.object(source, `${CSVW}dialect`);
  if (node === undefined) return undefined;
  const text = (name: string): string | undefined => graph.object(node.term, `${CSVW}${name}`)?.term.value;
  const delimiter = text("delimiter");
  const quoteChar = text("quoteChar");
  const commentPrefix = text("commentPrefix");
  const encoding = text("encoding");
  const header = text("header") ?? (text("headerRowCount") === "0" ? "false" : undefined);
  const skipRows = text("skipRows");
  const trim = text("trim");
  return {
    ...(delimiter === undefined ? {} : { delimiter: delimiter === "\\t" ? "\t" : delimiter }),
    ...(quoteChar === undefined ? {} : { quoteChar }),
    ...(commentPrefix === undefined ? {} : { commentPrefix }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(header === undefined ? {} : { header: header !== "false" && header !== "0" }),
    ...(skipRows === undefined ? {} : { skipRows: Number(skipRows) }),
    ...(trim === undefined ? {} : { trim: trim !== "false" && trim !== "0" }),
  };
}
