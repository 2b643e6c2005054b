/**
 * The kinds of things that have a URI, with the pattern and the case of their reference (MODEL §1.2): what decides the
 * one spelling of a URI without looking it up.
 */
import { asUri } from "../rdf/iri.js";

export interface Kind {
  /** First segment after `/id/`. */
  readonly concept: string;
  /** The reference in its own spelling, after `respelled`. */
  readonly pattern: RegExp;
  /** Brings another case, or lost zeros, to the spelling of the kind. */
  readonly respelled: (ref: string) => string;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SLUG = /^[a-z0-9][a-z0-9._~-]*$/;

const upper = (ref: string): string => ref.toUpperCase();
const lower = (ref: string): string => ref.toLowerCase();
/** Lower-case up to the last slash; what follows is a code of its own making. */
const lowerUpToLast = (ref: string): string => {
  const cut = ref.lastIndexOf("/") + 1;
  return ref.slice(0, cut).toLowerCase() + ref.slice(cut);
};
const padded =
  (length: number) =>
  (ref: string): string =>
    /^[0-9]+$/.test(ref) ? ref.padStart(length, "0") : ref;

function kind(concept: string, pattern: RegExp, respelled: (ref: string) => string): Kind {
  return { concept, pattern, respelled };
}

const CODE = /^[A-Za-z0-9._~-]+$/;
const SLUG_AND_CODE = /^[a-z0-9][a-z0-9._~-]*\/[A-Za-z0-9._~/-]+$/;

export const KINDS: readonly Kind[] = [
  kind("instelling", /^[0-9]{2}[A-Z]{2}$/, upper),
  kind("vestiging", /^[0-9]{2}[A-Z]{2}[0-9]{2}$/, upper),
  kind("bevoegd-gezag", /^[0-9]{5}$/, padded(5)),
  kind("samenwerkingsverband", /^[A-Z0-9-]+$/, upper),
  kind("administratiekantoor", CODE, (ref) => ref),
  kind("onderwijsaanbieder", /^[0-9]{3}A[0-9]{3}$/, upper),
  kind("onderwijsbestuur", /^[0-9]{3}B[0-9]{3}$/, upper),
  kind("onderwijslocatie", /^[0-9]{3}X[0-9]{3}$/, upper),
  kind("organisatie", /^(?:bp|dd|as)-[A-Za-z0-9._~-]+$/, (ref) => ref.slice(0, 3).toLowerCase() + ref.slice(3)),
  kind("gemeente", /^[0-9]{4}$/, padded(4)),
  kind("provincie", /^[0-9]{2}$/, (ref) => ref),
  kind("regio", /^[a-z0-9-]+\/[A-Za-z0-9-]+$/, lowerUpToLast),
  kind("begrippenlijst", SLUG, lower),
  kind("begrip", SLUG_AND_CODE, lowerUpToLast),
  kind("schooljaar", /^[0-9]{4}-[0-9]{4}$/, (ref) => ref),
  kind("vergaderjaar", /^[0-9]{4}-[0-9]{4}$/, (ref) => ref),
  kind("statistiek", /^[a-z0-9][a-z0-9._~/-]*$/, lower),
  kind("datastructuur", SLUG, lower),
  kind("observatie", SLUG_AND_CODE, lowerUpToLast),
  kind("opleidingsaanbod", UUID, lower),
  kind("vakaanbod", UUID, lower),
  kind("loket", /^[a-z]+\/[a-z0-9-]+$/, lower),
  kind("catalogus", SLUG, lower),
  // A name in a CKAN may begin with a hyphen or an underscore.
  kind("dataset", /^[a-z0-9-]+\/[a-z0-9_-][a-z0-9._~/-]*$/, lower),
  kind("datasetreeks", /^[a-z0-9-]+\/[a-z0-9][a-z0-9._~-]*$/, lower),
  kind("distributie", /^[a-z0-9-]+\/[a-z0-9][a-z0-9._~/-]*$/, lower),
  kind("tk", /^[a-z-]+\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, lower),
  kind("lading", /^[a-z-]+\/[0-9]{8}T[0-9]{6}Z[A-Za-z0-9-]*$/, lowerUpToLast),
  kind("bevinding", SLUG_AND_CODE, lowerUpToLast),
  kind("agent", SLUG, lower),
  kind("bron", SLUG, lower),
];

const BY_CONCEPT = new Map(KINDS.map((k) => [k.concept, k]));
/**
 * A kind that the table does not have, from a mapping or an RDF file of one's own: spelled as it is, in whatever may stand in the
 * path of an IRI (docs/decisions/0050).
 */
const OTHER = {
  pattern:
    /^(?:[A-Za-z0-9._~!$&'()*+,;=:@/\u{a0}-\u{d7ff}\u{f900}-\u{fdcf}\u{fdf0}-\u{ffef}\u{10000}-\u{efffd}-]|%[0-9A-F]{2})+$/u,
  respelled: (ref: string): string => ref,
};
/** Characters of an address, which stands in the headers of an answer some ten times. */
const LONGEST = 512;

/**
 * The path below `/id/` or `/doc/` as the one spelling of what it names, `concept/ref`; undefined when no thing can be
 * named so. The path is taken as requested, read by `asIriPath`.
 */
export function canonicalReference(path: string): string | undefined {
  const trimmed = path.replace(/\/+$/, "");
  const slash = trimmed.indexOf("/");
  if (slash <= 0 || asUri(trimmed).length > LONGEST) return undefined;
  const concept = trimmed.slice(0, slash).toLowerCase();
  if (!/^[a-z0-9-]+$/.test(concept)) return undefined;
  const { pattern, respelled } = BY_CONCEPT.get(concept) ?? OTHER;
  const ref = respelled(trimmed.slice(slash + 1));
  if (!pattern.test(ref) || ref.split("/").some((part) => part === "" || part === "." || part === "..")) {
    return undefined;
  }
  return `${concept}/${ref}`;
}
