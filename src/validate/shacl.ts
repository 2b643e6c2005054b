/** The words of SHACL (https://www.w3.org/TR/shacl/): which are checked, which only describe, which are refused. */

export const SH = "http://www.w3.org/ns/shacl#";
export const RDFS = "http://www.w3.org/2000/01/rdf-schema#";
export const SUB_CLASS_OF = `${RDFS}subClassOf`;
export const OWL_IMPORTS = "http://www.w3.org/2002/07/owl#imports";

export const sh = (name: string): string => SH + name;

/** Severities of §2.1.4, the gravest first. Others may be used; they come after Warning. */
export const VIOLATION = sh("Violation");
export const WARNING = sh("Warning");
export const INFO = sh("Info");

/** Words whose values are shapes. */
export const SHAPE_WORDS = ["property", "node", "not", "qualifiedValueShape"] as const;
/** Words whose values are lists of shapes. */
export const SHAPE_LIST_WORDS = ["and", "or", "xone"] as const;
/** Words whose values are lists of terms. */
export const TERM_LIST_WORDS = ["in", "languageIn", "ignoredProperties"] as const;
/** Words whose values are predicates of the focus node, compared with those of the path. */
export const COMPARED_WORDS = ["equals", "disjoint", "lessThan", "lessThanOrEquals"] as const;

export const TARGET_WORDS = ["targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"] as const;

export const PATH_WORDS = [
  "inversePath",
  "alternativePath",
  "zeroOrMorePath",
  "oneOrMorePath",
  "zeroOrOnePath",
] as const;

/** Parameters of the constraint components of SHACL Core (§4). */
export const CONSTRAINT_WORDS: readonly string[] = [
  ...SHAPE_WORDS,
  ...SHAPE_LIST_WORDS,
  ...TERM_LIST_WORDS,
  ...COMPARED_WORDS,
  "class",
  "datatype",
  "nodeKind",
  "minCount",
  "maxCount",
  "minExclusive",
  "minInclusive",
  "maxExclusive",
  "maxInclusive",
  "minLength",
  "maxLength",
  "pattern",
  "flags",
  "uniqueLang",
  "qualifiedMinCount",
  "qualifiedMaxCount",
  "qualifiedValueShapesDisjoint",
  "closed",
  "hasValue",
];

/** Words that check nothing: names for people (§2.3.2), declarations of prefixes (§5.2.1), links to shapes (§3.1). */
const DESCRIBING_WORDS = [
  "name",
  "description",
  "order",
  "group",
  "defaultValue",
  "message",
  "severity",
  "deactivated",
  "declare",
  "prefix",
  "namespace",
  "shapesGraph",
  "suggestedShapesGraph",
];

export const KNOWN_WORDS: ReadonlySet<string> = new Set(
  [...CONSTRAINT_WORDS, ...TARGET_WORDS, ...PATH_WORDS, ...DESCRIBING_WORDS, "path"].map(sh),
);

const CORE_ONLY = "only SHACL Core is checked here";

/** Words that would check something and cannot be checked here, with what to do instead. */
export const REFUSED_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    shape: "it is a word of a draft of SHACL: write sh:node",
    sparql: `it is a SPARQL constraint, and ${CORE_ONLY}: ask the question with \`onderwijsgraaf query\` instead`,
    target: `it selects nodes by SPARQL, and ${CORE_ONLY}: use sh:targetClass, sh:targetNode, sh:targetSubjectsOf or sh:targetObjectsOf`,
    js: `it is a JavaScript constraint, and ${CORE_ONLY}`,
    expression: `it is an expression constraint of SHACL Advanced Features, and ${CORE_ONLY}`,
    rule: `it is a rule of SHACL Advanced Features, and nothing is inferred here: leave it out`,
    values: `it computes values (SHACL Advanced Features), and nothing is inferred here`,
    entailment: "nothing is inferred here: leave it out, and publish what would be inferred",
    parameter: `it declares a constraint component of its own, and ${CORE_ONLY}`,
  }).map(([word, why]) => [sh(word), why]),
);

/** Words that stand below a refused one, which is told instead. */
export const WORDS_BELOW_REFUSED: ReadonlySet<string> = new Set(
  [
    "select",
    "ask",
    "construct",
    "update",
    "prefixes",
    "optional",
    "labelTemplate",
    "validator",
    "nodeValidator",
    "propertyValidator",
    "jsFunctionName",
    "jsLibrary",
    "jsLibraryURL",
    "returnType",
    "subject",
    "predicate",
    "object",
    "condition",
    "nodes",
    "filterShape",
    "intersection",
    "union",
  ].map(sh),
);
