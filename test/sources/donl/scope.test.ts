import { expect, test } from "vitest";
import { EDUCATION, WHOLE_REGISTER } from "#src/sources/donl/scope.js";
import { pack } from "../ckan/packages.js";
import { solrFilter } from "../ckan/solr.js";

const OWMS = "http://standaarden.overheid.nl/owms/terms/";

test.each([
  [{ authority: `${OWMS}Ministerie_van_Onderwijs,_Cultuur_en_Wetenschap` }, true],
  [{ authority: `${OWMS}Dienst_Uitvoering_Onderwijs` }, true],
  [{ authority: `${OWMS}Inspectie_van_het_Onderwijs` }, true],
  [{ authority: `${OWMS}sbb` }, true],
  [{ theme: [`${OWMS}Bestuur`, `${OWMS}Basisonderwijs_(thema)`] }, true],
  [{ theme: `${OWMS}Onderwijs_en_wetenschap` }, true],
  [{ authority: `${OWMS}Zuid-Holland`, theme: [`${OWMS}Natuur_en_milieu`] }, false],
  [{ publisher: `${OWMS}Dienst_Uitvoering_Onderwijs` }, false],
  [{ theme: null }, false],
  [{}, false],
])("the search finds %j as education, and so do we: %s", (fields, expected) => {
  const each = pack(1, fields);
  expect(EDUCATION.holds(each)).toBe(expected);
  expect(solrFilter(EDUCATION.fq ?? "")(each)).toBe(expected);
  expect(WHOLE_REGISTER.holds(each)).toBe(true);
});
