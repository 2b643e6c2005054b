/** What is wrong with a shapes graph. All of it is told before anything is checked: no shape is passed over in silence. */
import { nearest } from "../mapping/nearest.js";
import { nodeKey } from "../rdf/subjects.js";
import { type Subject, type Term, XSD } from "../rdf/terms.js";
import { PathProblem, readPath } from "./path.js";
import { KNOWN_WORDS, REFUSED_WORDS, SH, sh, SHAPE_LIST_WORDS, TERM_LIST_WORDS, WORDS_BELOW_REFUSED } from "./shacl.js";
import type { ShapesGraph } from "./shapes-graph.js";

/** Shapes that cannot be used, or not in full; each problem names shape and construct. */
export class ShapesError extends Error {
  override readonly name = "ShapesError";

  constructor(readonly problems: readonly string[]) {
    super(`the shapes cannot be used:${problems.map((problem) => `\n  - ${problem}`).join("")}`);
  }
}

/** Parameters that only a property shape can have (SHACL, appendix "Summary of Core Parameters"). */
const PROPERTY_ONLY = ["minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals", "qualifiedValueShape"];
const YES_OR_NO = ["closed", "uniqueLang", "qualifiedValueShapesDisjoint", "deactivated"];

/** @throws {ShapesError} with everything that is wrong */
export function checkShapes(graph: ShapesGraph): void {
  const problems = new Set<string>();
  for (const subject of graph.subjects()) {
    if (graph.isDeactivated(subject)) continue;
    const tell = (what: string): void => void problems.add(`${graph.describe(subject)}: ${what}`);
    checkWords(graph, subject, tell);
    checkForm(graph, subject, tell);
    checkLists(graph, subject, tell);
    checkPattern(graph, subject, tell);
    checkLinks(graph, subject, tell);
  }
  if (problems.size > 0) throw new ShapesError([...problems]);
}

type Tell = (what: string) => void;

function checkWords(graph: ShapesGraph, subject: Subject, tell: Tell): void {
  for (const { predicate } of graph.about(subject)) {
    const word = predicate.value;
    if (!word.startsWith(SH) || KNOWN_WORDS.has(word) || WORDS_BELOW_REFUSED.has(word)) continue;
    const why = REFUSED_WORDS.get(word);
    const name = `sh:${word.slice(SH.length)}`;
    if (why !== undefined) {
      tell(`${name} is not supported: ${why}`);
      continue;
    }
    const meant = nearest(word, KNOWN_WORDS);
    tell(
      `${name} is no word of SHACL Core${meant === undefined ? "" : `; did you mean sh:${meant.slice(SH.length)}?`}`,
    );
  }
}

function checkForm(graph: ShapesGraph, subject: Subject, tell: Tell): void {
  const paths = graph.values(subject, sh("path"));
  const [path] = paths;
  if (paths.length > 1) tell("more than one sh:path; a property shape has one");
  if (path !== undefined) {
    try {
      readPath(graph, path);
    } catch (error) {
      if (!(error instanceof PathProblem)) throw error;
      tell(`sh:path has ${error.message}`);
    }
  } else {
    for (const word of PROPERTY_ONLY) {
      if (graph.values(subject, sh(word)).length > 0)
        tell(`sh:${word} needs a property shape, and there is no sh:path`);
    }
  }
  for (const word of YES_OR_NO) {
    for (const value of graph.values(subject, sh(word))) {
      const isBoolean = value.termType === "Literal" && value.datatype.value === `${XSD}boolean`;
      if (!isBoolean || !/^(?:true|false)$/.test(value.value)) tell(`sh:${word} is true or false, not ${shown(value)}`);
    }
  }
}

function checkLists(graph: ShapesGraph, subject: Subject, tell: Tell): void {
  for (const word of [...SHAPE_LIST_WORDS, ...TERM_LIST_WORDS]) {
    for (const head of graph.values(subject, sh(word))) {
      if (graph.list(head) === undefined) tell(`sh:${word} takes a list: ( … ), not ${shown(head)}`);
    }
  }
}

function checkPattern(graph: ShapesGraph, subject: Subject, tell: Tell): void {
  const [flags] = graph.values(subject, sh("flags"));
  for (const pattern of graph.values(subject, sh("pattern"))) {
    const fault = patternFault(pattern.value, flags?.value);
    if (fault !== undefined) tell(`sh:pattern ${shown(pattern)} cannot be used: ${fault}`);
  }
}

function patternFault(pattern: string, flags: string | undefined): string | undefined {
  try {
    return RegExp(pattern, flags) instanceof RegExp ? undefined : "it is no regular expression";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** References: to what is no shape, and from a shape to itself, which SHACL leaves undefined (§3.4.3). */
function checkLinks(graph: ShapesGraph, subject: Subject, tell: Tell): void {
  for (const { word, shape } of graph.links(subject)) {
    if (word === "property" && graph.about(shape).length > 0 && graph.values(shape, sh("path")).length === 0) {
      tell(`sh:property refers to ${graph.describe(shape)}, which has no sh:path`);
    }
    if (graph.reachable([shape]).has(nodeKey(subject))) {
      tell(`sh:${word} leads back to the shape itself; recursive shapes are not supported`);
    }
  }
}

/** References to shapes that are described nowhere: published shapes have them, so that they are told and no error. */
export function missingShapes(graph: ShapesGraph): string[] {
  return [...graph.subjects()].flatMap((subject) =>
    graph
      .links(subject)
      .filter(({ shape }) => graph.about(shape).length === 0)
      .map(
        ({ word, shape }) =>
          `${graph.describe(subject)}: sh:${word} refers to ${shown(shape)}, of which no file says anything, and which checks nothing`,
      ),
  );
}

function shown(term: Term): string {
  if (term.termType === "NamedNode") return `<${term.value}>`;
  return term.termType === "Literal" ? `"${term.value}"` : "a blank node";
}
