/** RDF/XML (RDF 1.1 XML Syntax): one `rdf:Description` per subject, one property element per statement. */
import { declare, nameText, nodeId, predicateName, valueText, XmlNames } from "./xml-names.js";
import type { Prefixes } from "./prefixes.js";
import { bySubject, type SubjectGroup, subjectRuns } from "./subjects.js";
import { type Quad, RDF, XSD_STRING } from "./terms.js";
import type { TurtleOptions } from "./turtle.js";

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF${declare("rdf", RDF)}`;
const FOOT = "</rdf:RDF>\n";

/**
 * Quads as one RDF/XML document: the union of their graphs.
 *
 * @throws {UnserialisableError} for what the syntax cannot say: a predicate that ends in no XML name, or a name with a
 *   character that XML 1.0 does not have
 */
export function writeRdfXml(quads: readonly Quad[], options: TurtleOptions): string {
  const names = new XmlNames(options.prefixes);
  let body = "";
  for (const group of bySubject(quads, options.described)) body += description(group, names);
  return `${HEAD}${names.takeDeclarations()}>\n${body}${FOOT}`;
}

/**
 * RDF/XML of a whole graph, sorted by subject, in pieces. A namespace is declared on each description that uses it,
 * since the head of the document is long gone when it turns up.
 *
 * @throws {UnserialisableError} as {@link writeRdfXml}
 */
export async function* streamRdfXml(
  batches: AsyncIterable<readonly Quad[]>,
  prefixes: Prefixes,
): AsyncGenerator<string> {
  const head = Object.entries(prefixes).filter(([prefix]) => prefix !== "rdf");
  yield `${HEAD}${head.map(([prefix, namespace]) => declare(prefix, namespace)).join("")}>\n`;
  for await (const groups of subjectRuns(batches)) {
    let piece = "";
    for (const group of groups) {
      const names = new XmlNames(prefixes);
      piece += description(group, names, () => names.takeMinted());
    }
    yield piece;
  }
  yield FOOT;
}

function description(group: SubjectGroup, names: XmlNames, declarations: () => string = () => ""): string {
  let lines = "";
  for (const quad of group.quads) {
    const name = predicateName(quad.predicate.value, names);
    const object = quad.object;
    if (object.termType === "NamedNode") {
      lines += `    <${name} rdf:resource="${nameText(object.value)}"/>\n`;
    } else if (object.termType === "BlankNode") {
      lines += `    <${name} rdf:nodeID="${nodeId(object.value)}"/>\n`;
    } else {
      const kind =
        object.language !== ""
          ? ` xml:lang="${nameText(object.language)}"`
          : object.datatype.value === XSD_STRING
            ? ""
            : ` rdf:datatype="${nameText(object.datatype.value)}"`;
      lines += `    <${name}${kind}>${valueText(object.value)}</${name}>\n`;
    }
  }
  const { termType, value } = group.subject;
  const about = termType === "BlankNode" ? `nodeID="${nodeId(value)}"` : `about="${nameText(value)}"`;
  const open = `  <rdf:Description${declarations()} rdf:${about}>\n`;
  return `${open}${lines}  </rdf:Description>\n`;
}
