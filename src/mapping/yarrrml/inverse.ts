/** Inverse predicates (YARRRML, §Predicates and objects): the object as subject, and the subject as object. */
import type { PredicateObjectMap, TermMap, TriplesMap } from "../model.js";
import type { ProblemList } from "../problem.js";

/** A predicate-object map as YARRRML has it, with the predicates that lead back. */
export interface Reversible extends PredicateObjectMap {
  readonly inverses: readonly TermMap[];
}

/** The triples maps that lead back from the objects of `map`; a link to another mapping, or a literal, cannot. */
export function inverseMaps(map: TriplesMap, pairs: readonly Reversible[], problems: ProblemList): TriplesMap[] {
  const { classes: _classes, graphs, ...subject } = map.subject;
  return pairs
    .filter(({ inverses }) => inverses.length > 0)
    .flatMap((pair, i) => {
      return pair.objects.flatMap((object, j): TriplesMap[] => {
        if (!("term" in object) || object.term.termType === "Literal") {
          problems.add(
            pair.at,
            "an inverse predicate needs objects that are IRIs",
            "write `type: iri`, or `~iri` behind them",
          );
          return [];
        }
        const condition = pair.condition ?? map.subject.condition;
        const back = { predicates: pair.inverses, objects: [{ term: subject }], graphs: pair.graphs, at: pair.at };
        return [
          {
            ...map,
            id: `${map.id}-inverse-${i + 1}-${j + 1}`,
            subject: { ...object.term, classes: [], graphs },
            predicateObjects: [condition === undefined ? back : { ...back, condition }],
          },
        ];
      });
    });
}
