/** The properties of RML's vocabularies, to find slips of the pen; also those that this engine does not run. */
import { nearest } from "../nearest.js";

const WORDS = [
  // RML-Core, and R2RML before it
  ..."logicalSource logicalTable subjectMap subject predicateObjectMap predicateMap predicate objectMap object".split(
    " ",
  ),
  ..."graphMap graph class constant reference template column termType language languageMap datatype".split(" "),
  ..."datatypeMap inverseExpression parentTriplesMap joinCondition child childMap parent parentMap baseIRI".split(" "),
  ..."tableName sqlQuery sqlVersion".split(" "),
  // RML-IO
  ..."source referenceFormulation iterator root path encoding compression null query namespace".split(" "),
  ..."namespacePrefix namespaceURL logicalTarget target serialization mode".split(" "),
  // RML-FNML
  ..."functionExecution functionMap function functionValue input parameter parameterMap inputValue".split(" "),
  ..."inputValueMap returnMap return condition".split(" "),
  // RML-CC, RML-star, RML-LV
  ..."gather gatherAs strategy allowEmptyListAndContainer quotedTriplesMap viewOn field fieldName leftJoin".split(" "),
  ..."innerJoin structuralAnnotation expression expressionMap".split(" "),
];
const KNOWN = new Set(WORDS);

/**
 * What a property of RML's namespace is likely a slip of: a known one that is spelt nearly so, or none when it cannot
 * be a name at all (`rr:rr:graphMap`). Other unknown words are extensions of somebody, and undefined is returned.
 */
export function slipOf(word: string): { readonly meant: string | undefined } | undefined {
  if (KNOWN.has(word)) return undefined;
  const meant = nearest(word, WORDS);
  return meant === undefined && /^[A-Za-z][A-Za-z0-9_-]*$/.test(word) ? undefined : { meant };
}
