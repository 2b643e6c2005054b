/** Members of the feed as people see them: things of ours, each once with its parts. */
import { parseLines } from "../../rdf/nquads-lines.js";
import { RDF_TYPE } from "../../rdf/terms.js";
import type { Member } from "./feed-files.js";

/** A thing that changed. */
export interface ChangedThing {
  readonly iri: string;
  /** Stamp of the publish that its last change came with. */
  readonly at: string;
  readonly isGone: boolean;
  /** IRIs of its classes, ours first; none when only parts of it changed, or it is gone. */
  readonly types: readonly string[];
}

/**
 * The things of ours among members, the last changed first: an address is part of what it is the address of, a term of a
 * vocabulary is a thing itself, and what is of elsewhere is left out.
 *
 * @param members in the order of the feed
 */
export function changedThings(base: string, members: readonly Member[]): ChangedThing[] {
  const things = new Map<string, ChangedThing>();
  for (const { of, at, says } of members) {
    if (!of.startsWith(`${base}/`)) continue;
    const iri = of.startsWith(`${base}/def/`) ? of : (of.split("#", 1)[0] ?? of);
    const known = things.get(iri);
    const isItself = iri === of;
    // The last to change comes first.
    things.delete(iri);
    things.set(iri, {
      iri,
      at,
      isGone: isItself ? says === undefined : (known?.isGone ?? false),
      types: isItself ? typesIn(base, says ?? []) : (known?.types ?? []),
    });
  }
  return [...things.values()].toReversed();
}

function typesIn(base: string, says: readonly string[]): string[] {
  const lines = says.filter((said) => said.startsWith(`<${RDF_TYPE}> `)).map((said) => `<x:x> ${said} .\n`);
  const types = parseLines(lines.join("")).map(({ object }) => object.value);
  const isOurs = (type: string): boolean => type.startsWith(base);
  return types.toSorted((a, b) => Number(isOurs(b)) - Number(isOurs(a)));
}
