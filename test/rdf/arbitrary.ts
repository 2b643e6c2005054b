/** Quads of any content, for property tests. */
import * as fc from "fast-check";
import { isAbsoluteIri } from "#src/rdf/iri.js";
import { literal, namedNode, quad, RDF_TYPE, type Quad, type Term, XSD } from "#src/rdf/terms.js";

const LOCAL = fc.oneof(
  fc.constantFrom(
    "naam",
    "Vestiging",
    "a.b",
    ".x",
    "x.",
    "-",
    "a-b",
    "x%20y",
    "(1)",
    "~q",
    "é",
    "日本",
    "1",
    "a:b",
    "",
    "a'b",
    "ü/x",
  ),
  fc.string({ maxLength: 6 }).filter((text) => isAbsoluteIri(`x:${text}`)),
);
const NAMESPACE = fc.constantFrom(
  "http://localhost:3000/def/onderwijs#",
  "http://localhost:3000/id/vestiging/",
  "http://localhost:3000/id/vestiging/16SW03#",
  "http://schema.org/",
  "http://www.w3.org/2000/01/rdf-schema#",
  "http://example.org/a?b=",
  "urn:x:",
  "geo:",
);

export const iri = fc
  .tuple(NAMESPACE, LOCAL)
  .map(([namespace, local]) => namedNode(namespace + local))
  .filter((term) => isAbsoluteIri(term.value));

/** IRIs that end in an XML name, as predicates of RDF/XML must. */
export const predicate = fc
  .tuple(
    NAMESPACE,
    fc.constantFrom("naam", "label", "name", "x-1", "été", "bevoegdGezag", "aantal", "_1", "12a", "geo"),
  )
  .map(([namespace, local]) => namedNode(namespace + local));

// Characters that XML 1.0 has; the others are tested on their own.
// oxlint-disable-next-line no-control-regex
const XML = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
export const text = fc
  .oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom('"', "\\", "\n\r\t", "</script>", "]]>", "'''", " ", "@nl"),
  )
  .filter((value) => XML.test(value));

export const anyLiteral: fc.Arbitrary<Term> = fc.oneof(
  text.map((value) => literal(value)),
  fc.tuple(text, fc.constantFrom("nl", "en", "fy-nl")).map(([value, language]) => literal(value, { language })),
  fc
    .tuple(
      fc.oneof(
        text,
        fc.constantFrom("1", "-0", "007", "1.50", "true", "TRUE", "1e6", ".5", "5.", "-12", "99999999999999999999"),
      ),
      fc.constantFrom(
        ...["integer", "decimal", "boolean", "date", "int"].map((name) => XSD + name),
        "http://localhost:3000/def/onderwijs#eigen",
        "geo:type",
      ),
    )
    .map(([value, datatype]) => literal(value, { datatype })),
  // jsonld.js rewrites doubles that are not canonical, which the specification asks of JSON numbers only.
  fc.constantFrom("1.0E0", "-2.5E-3").map((value) => literal(value, { datatype: `${XSD}double` })),
);

export const anyQuad: fc.Arbitrary<Quad> = fc.oneof(
  fc.tuple(iri, predicate, fc.oneof(iri, anyLiteral)).map(([s, p, o]) => quad(s, p, o)),
  fc.tuple(iri, iri).map(([s, o]) => quad(s, namedNode(RDF_TYPE), o)),
);

export const anyQuads = fc.array(anyQuad, { maxLength: 25 });
