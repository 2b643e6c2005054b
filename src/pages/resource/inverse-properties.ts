/** Which property says from the other side what another says, as our vocabularies and those that we use have it. */
import type { OntologyModule } from "../../resources/ontology.js";

/** Property → its inverses. */
export type InverseProperties = ReadonlyMap<string, ReadonlySet<string>>;

const INVERSE = "http://www.w3.org/2002/07/owl#inverseOf";

/** Properties of other vocabularies that say the same from both sides, as these define them. */
const SYMMETRIC = [
  "http://www.w3.org/2002/07/owl#sameAs",
  "http://www.w3.org/ns/prov#alternateOf",
  ...["related", "exactMatch", "closeMatch", "relatedMatch"].map(
    (name) => `http://www.w3.org/2004/02/skos/core#${name}`,
  ),
];

export function inverseProperties(modules: Iterable<Pick<OntologyModule, "quads">>): InverseProperties {
  const inverses = new Map(SYMMETRIC.map((property) => [property, new Set([property])]));
  for (const { subject, predicate, object } of [...modules].flatMap(({ quads }) => quads)) {
    if (predicate.value !== INVERSE) continue;
    inverses.set(subject.value, (inverses.get(subject.value) ?? new Set()).add(object.value));
    inverses.set(object.value, (inverses.get(object.value) ?? new Set()).add(subject.value));
  }
  return inverses;
}
