/** The entity set that an answer is of, out of the addresses in it. */

/**
 * The entity set, or type, that a context URL names: `…/$metadata#Persoon`, `#Persoon(Id,Naam)`, `#Persoon/$entity`,
 * `#Persoon/@Element`, `#Collection(NS.Persoon)`, `#Persoon(…)/Stemming`.
 */
export function setOfContext(context: string): string | undefined {
  let fragment = /#(.*)$/s.exec(context)?.[1] ?? "";
  try {
    fragment = decodeURIComponent(fragment);
  } catch {
    // A stray % is part of a name that nobody has.
  }
  const collection = /^Collection\((?:[\w.]*\.)?(\w+)\)/.exec(fragment)?.[1];
  if (collection !== undefined) return collection;
  return lastStep(fragment);
}

/** The last step of a path that is a name, without what stands between parentheses. */
function lastStep(path: string): string | undefined {
  let plain = path;
  // From the inside: parentheses hold keys, or lists of what was selected and expanded.
  for (let before = ""; before !== plain;) {
    before = plain;
    plain = plain.replace(/\([^()]*\)/g, "");
  }
  const step = plain.split("/").findLast((each) => /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(each));
  return step?.slice(step.lastIndexOf(".") + 1);
}

/** The set in the id of an Atom feed (`…/OData/v3/1.0/Persoon`) or entry (`…/Persoon(guid'…')`). */
export function setOfAddress(address: string | undefined): string | undefined {
  return address === undefined ? undefined : lastStep(address.replace(/[?#].*$/s, ""));
}
