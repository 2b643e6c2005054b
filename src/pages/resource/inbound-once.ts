/** What points to a thing by several properties that say the same is listed under one of them, and not where its facts say it. */
import type { Quad } from "../../rdf/terms.js";
import type { InboundGroup } from "../../resources/inbound-lists.js";
import type { ResourceView } from "../../resources/resource-routes.js";
import type { BroaderProperties } from "./broader-properties.js";
import type { InverseProperties } from "./inverse-properties.js";
import type { Names } from "../names.js";

/**
 * The groups of what points here, each list once: a word of another vocabulary gives way to one of ours that has all of its
 * things, a broader word to a narrower one that has the same. Two words of ours that are no kind of one another say
 * different things, however alike their lists are. What the thing itself says from its side, all of it, is no list either. The
 * list that is asked for is always there.
 */
export function onceEach(
  view: ResourceView,
  words: { readonly broader: BroaderProperties; readonly inverse: InverseProperties; readonly names: Names },
): InboundGroup[] {
  const { broader, inverse, names } = words;
  const { inbound, via, description, site } = view;
  const told = new Map(description.inbound.map(({ predicate, quads }) => [predicate, quads]));
  const isOurs = (iri: string): boolean => iri.startsWith(`${site.base}/`);

  const givesWay = (group: InboundGroup, other: InboundGroup): boolean => {
    const [word, otherWord] = [group.predicate, other.predicate];
    if (isOurs(word) && !isOurs(otherWord)) return false;
    const isNarrowed = broader.get(otherWord)?.has(word) === true;
    const isForeign = !isOurs(word) && isOurs(otherWord);
    if (!isForeign && !isNarrowed) return false;
    const [things, others] = [subjectsOf(told.get(word)), subjectsOf(told.get(otherWord))];
    // Of more than was listed it is not known which they are, but how many.
    if (things === undefined || others === undefined) {
      return group.count === other.count && (isNarrowed || names(word) === names(otherWord));
    }
    return (isForeign || things.size === others.size) && [...things].every((thing) => others.has(thing));
  };
  const isSaid = ({ predicate }: InboundGroup): boolean => {
    const things = subjectsOf(told.get(predicate));
    if (things === undefined || !inverse.has(predicate)) return false;
    const own = description.quads.filter(
      (said) => said.subject.value === description.iri && inverse.get(predicate)?.has(said.predicate.value) === true,
    );
    const said = new Set(own.map(({ object }) => object.value));
    return [...things].every((thing) => said.has(thing));
  };
  return inbound.filter(
    (group) =>
      group.predicate === via?.predicate || !(isSaid(group) || inbound.some((other) => givesWay(group, other))),
  );
}

function subjectsOf(quads: readonly Quad[] | undefined): ReadonlySet<string> | undefined {
  return quads === undefined ? undefined : new Set(quads.map(({ subject }) => subject.value));
}
