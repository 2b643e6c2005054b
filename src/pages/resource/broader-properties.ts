/** Which property is a narrower case of which, as our vocabularies say. */
import type { OntologyModule } from "../../resources/ontology.js";

/** Property → the properties that it is a narrower case of, or the same as, near and far. */
export type BroaderProperties = ReadonlyMap<string, ReadonlySet<string>>;

const SUB_PROPERTY = "http://www.w3.org/2000/01/rdf-schema#subPropertyOf";
const EQUIVALENT = "http://www.w3.org/2002/07/owl#equivalentProperty";

export function broaderProperties(modules: Iterable<Pick<OntologyModule, "quads">>): BroaderProperties {
  const near = new Map<string, Set<string>>();
  const add = (narrow: string, broad: string): void => {
    near.set(narrow, (near.get(narrow) ?? new Set()).add(broad));
  };
  for (const { subject, predicate, object } of [...modules].flatMap(({ quads }) => quads)) {
    if (predicate.value !== SUB_PROPERTY && predicate.value !== EQUIVALENT) continue;
    add(subject.value, object.value);
    if (predicate.value === EQUIVALENT) add(object.value, subject.value);
  }
  const all = (property: string): Set<string> => {
    const found = new Set<string>();
    const next = [...(near.get(property) ?? [])];
    for (let each = next.pop(); each !== undefined; each = next.pop()) {
      if (found.has(each)) continue;
      found.add(each);
      next.push(...(near.get(each) ?? []));
    }
    return found;
  };
  return new Map([...near.keys()].map((property) => [property, all(property)]));
}
