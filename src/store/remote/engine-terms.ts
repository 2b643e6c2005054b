/** Terms that an engine writes otherwise than it was given them. */
import { literal, type Literal } from "../../rdf/terms.js";

/** The type that Virtuoso 7 gives to every point. */
const VIRTUOSO_GEOMETRY = "http://www.openlinksw.com/schemas/virtrdf#Geometry";
const WKT = "http://www.opengis.net/ont/geosparql#wktLiteral";

/** A literal with the type it had in the archive. */
export function asGiven(term: Literal): Literal {
  return term.datatype.value === VIRTUOSO_GEOMETRY ? literal(term.value, { datatype: WKT }) : term;
}
