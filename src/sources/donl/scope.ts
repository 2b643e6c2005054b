/**
 * Which packages of data.overheid.nl are about education, by the rule of the portal's own education community: their owner,
 * or a theme.
 */
import { anyOf, either } from "../ckan/filter.js";
import type { CkanPackage } from "../ckan/package.js";

const OWMS = "http://standaarden.overheid.nl/owms/terms/";

const AUTHORITIES = [
  "Ministerie_van_Onderwijs,_Cultuur_en_Wetenschap",
  "Dienst_Uitvoering_Onderwijs",
  "Inspectie_van_het_Onderwijs",
  "sbb",
].map((term) => OWMS + term);

/** A package may have a theme without the one above it. */
const THEMES = [
  "Onderwijs_en_wetenschap",
  "Onderzoek_en_wetenschap",
  "Basisonderwijs_(thema)",
  "Voortgezet_onderwijs_(thema)",
  "Beroepsonderwijs_(thema)",
  "Hoger_onderwijs_(thema)",
].map((term) => OWMS + term);

/** A part of the register. */
export interface Scope {
  /** What messages call it. */
  readonly name: string;
  /** Filter that a search knows it by; the whole register without it. */
  readonly fq?: string;
  readonly holds: (pack: CkanPackage) => boolean;
}

export const EDUCATION: Scope = {
  name: "education",
  fq: either(anyOf("authority", AUTHORITIES), anyOf("theme", THEMES)),
  holds: (pack) => hasOneOf(pack["authority"], AUTHORITIES) || hasOneOf(pack["theme"], THEMES),
};

export const WHOLE_REGISTER: Scope = { name: "the whole register", holds: () => true };

function hasOneOf(value: unknown, wanted: readonly string[]): boolean {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.some((each) => typeof each === "string" && wanted.includes(each));
}
