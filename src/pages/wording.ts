/** Dates and numbers as people write them, names for terms that are not ours, and addresses that are safe to link. */
import type { Language } from "../http/documents.js";
import { licenceName } from "./licences.js";
import { type Literal, XSD } from "../rdf/terms.js";

const LOCALES = { nl: "nl-NL", en: "en-GB" } as const;
const NUMERIC = new Set(
  ["integer", "decimal", "int", "long", "nonNegativeInteger", "double", "float"].map((n) => XSD + n),
);

// Making a formatter costs a hundred times what using it does.
const ZONE = "Europe/Amsterdam";
const FORMATS = {
  nl: formatters(LOCALES.nl),
  en: formatters(LOCALES.en),
};

function formatters(
  locale: string,
): Record<"number", Intl.NumberFormat> & Record<"day" | "moment", Intl.DateTimeFormat> {
  return {
    // Four digits stay together, as in a year.
    number: new Intl.NumberFormat(locale, { useGrouping: "min2", maximumFractionDigits: 6 }),
    day: new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: ZONE }),
    moment: new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: ZONE }),
  };
}

export function formatNumber(value: number, language: Language): string {
  return FORMATS[language].number.format(value);
}

export function formatDate(date: Date, language: Language): string {
  return FORMATS[language].day.format(date);
}

/** A day `yyyy-mm-dd`; a year, or what is no day of the calendar, stays as it is. */
export function formatDay(day: string, language: Language): string {
  if (day.length === 4) return day;
  // Noon keeps the day what it is in any zone.
  const date = new Date(`${day}T12:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? formatDate(date, language) : day;
}

export function formatBytes(bytes: number, language: Language): string {
  const units = ["B", "kB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const rounded = value >= 10 || unit === 0 ? Math.round(value) : Math.round(value * 10) / 10;
  return `${formatNumber(rounded, language)} ${units[unit] ?? ""}`;
}

/** A literal for people; what is not a well-formed date or number stays as it is. */
export function formatLiteral(term: Literal, language: Language): string {
  const { value } = term;
  const type = term.datatype.value;
  if (!type.startsWith(XSD)) return value;
  if (NUMERIC.has(type)) {
    const number = Number(value);
    return /^[+-]?[0-9.]{1,15}$/.test(value) && Number.isFinite(number) ? formatNumber(number, language) : value;
  }
  if (type === `${XSD}boolean`) {
    if (value !== "true" && value !== "false") return value;
    return language === "nl" ? (value === "true" ? "ja" : "nee") : value === "true" ? "yes" : "no";
  }
  if (type === `${XSD}date`) return formatDay(value, language);
  if (type === `${XSD}dateTime` && /^\d{4}-\d\d-\d\dT/.test(value)) {
    const date = new Date(value);
    if (Number.isNaN(date.getTime())) return value;
    return FORMATS[language].moment.format(date);
  }
  return value;
}

/** The address when it may be a link: a script or a file of a hostile source may not. */
export function safeHref(url: string): string | undefined {
  return /^(?:https?:\/\/|mailto:|tel:)/i.test(url) && URL.canParse(url) ? url : undefined;
}

/** Dutch and English names of properties and classes of other vocabularies, by local name where that is clear. */
const FOREIGN: Readonly<Record<string, readonly [string, string]>> = {
  "http://schema.org/name": ["naam", "name"],
  "http://schema.org/legalName": ["officiële naam", "legal name"],
  "http://schema.org/url": ["website", "website"],
  "http://schema.org/telephone": ["telefoon", "telephone"],
  "http://schema.org/email": ["e-mail", "e-mail"],
  "http://schema.org/sameAs": ["hetzelfde als", "same as"],
  "http://schema.org/streetAddress": ["straat en nummer", "street address"],
  "http://schema.org/postalCode": ["postcode", "postal code"],
  "http://schema.org/addressLocality": ["plaats", "town"],
  "http://schema.org/address": ["adres", "address"],
  "http://schema.org/postOfficeBoxNumber": ["postbus", "post office box"],
  "http://schema.org/educationalLevel": ["niveau", "educational level"],
  "http://schema.org/startDate": ["begint op", "starts on"],
  "http://schema.org/endDate": ["eindigt op", "ends on"],
  "http://www.w3.org/ns/locn#Address": ["adres", "address"],
  "http://www.w3.org/ns/locn#thoroughfare": ["straat", "street"],
  "http://www.w3.org/ns/locn#locatorDesignator": ["huisnummer", "house number"],
  "http://www.w3.org/ns/locn#locatorName": ["naam van het gebouw", "name of the building"],
  "http://schema.org/addressCountry": ["land", "country"],
  "http://schema.org/PostalAddress": ["adres", "address"],
  "http://schema.org/description": ["beschrijving", "description"],
  "http://schema.org/location": ["locatie", "location"],
  "http://schema.org/Place": ["plek", "place"],
  "http://schema.org/AdministrativeArea": ["bestuurlijk gebied", "administrative area"],
  "http://schema.org/Organization": ["organisatie", "organisation"],
  "http://schema.org/EducationalOrganization": ["onderwijsorganisatie", "educational organisation"],
  "http://schema.org/EducationalOccupationalProgram": ["opleiding", "educational programme"],
  "http://purl.org/dc/terms/Location": ["plaats of gebied", "location"],
  "http://schema.org/provider": ["aanbieder", "provider"],
  "http://www.w3.org/2004/02/skos/core#prefLabel": ["voorkeursnaam", "preferred label"],
  "http://www.w3.org/2004/02/skos/core#altLabel": ["ook genoemd", "alternative label"],
  "http://www.w3.org/2004/02/skos/core#notation": ["code", "notation"],
  "http://www.w3.org/2004/02/skos/core#inScheme": ["begrippenlijst", "in scheme"],
  "http://www.w3.org/2004/02/skos/core#definition": ["definitie", "definition"],
  "http://www.w3.org/2004/02/skos/core#broader": ["breder begrip", "broader"],
  "http://www.w3.org/2004/02/skos/core#hasTopConcept": ["begrippen", "top concepts"],
  "http://www.w3.org/2004/02/skos/core#Concept": ["begrip", "concept"],
  "http://www.w3.org/2004/02/skos/core#ConceptScheme": ["begrippenlijst", "concept scheme"],
  "http://purl.org/dc/terms/title": ["titel", "title"],
  "http://purl.org/dc/terms/description": ["beschrijving", "description"],
  "http://purl.org/dc/terms/identifier": ["identificatie", "identifier"],
  "http://purl.org/dc/terms/modified": ["gewijzigd", "modified"],
  "http://purl.org/dc/terms/issued": ["uitgegeven", "issued"],
  "http://purl.org/dc/terms/created": ["gemaakt", "created"],
  "http://purl.org/dc/terms/source": ["bron", "source"],
  "http://purl.org/dc/terms/publisher": ["uitgever", "publisher"],
  "http://purl.org/dc/terms/creator": ["maker", "creator"],
  "http://purl.org/dc/terms/license": ["licentie", "licence"],
  "http://purl.org/dc/terms/isPartOf": ["deel van", "part of"],
  "http://purl.org/dc/terms/hasPart": ["bestaat uit", "has part"],
  "http://www.w3.org/1999/02/22-rdf-syntax-ns#type": ["soort", "type"],
  "http://www.w3.org/2000/01/rdf-schema#label": ["naam", "label"],
  "http://www.w3.org/2000/01/rdf-schema#seeAlso": ["zie ook", "see also"],
  "http://www.w3.org/2000/01/rdf-schema#comment": ["toelichting", "comment"],
  "http://www.w3.org/2002/07/owl#sameAs": ["andere naam voor hetzelfde", "same as"],
  "http://www.w3.org/2003/01/geo/wgs84_pos#lat": ["breedtegraad", "latitude"],
  "http://www.w3.org/2003/01/geo/wgs84_pos#long": ["lengtegraad", "longitude"],
  "http://www.w3.org/ns/prov#invalidatedAtTime": ["vervallen op", "invalidated at"],
  "http://www.w3.org/ns/prov#wasInvalidatedBy": ["vervallen bij", "was invalidated by"],
  "http://www.w3.org/ns/prov#wasGeneratedBy": ["geladen door", "was generated by"],
  "http://www.w3.org/ns/prov#wasDerivedFrom": ["afkomstig uit", "was derived from"],
  "http://www.w3.org/ns/prov#startedAtTime": ["begonnen op", "started at"],
  "http://www.w3.org/ns/prov#endedAtTime": ["geëindigd op", "ended at"],
  "http://www.w3.org/ns/prov#Activity": ["activiteit", "activity"],
  "http://www.w3.org/ns/dcat#Dataset": ["dataset", "dataset"],
  "http://www.w3.org/ns/dcat#distribution": ["distributie", "distribution"],
  "http://www.w3.org/ns/dcat#keyword": ["trefwoord", "keyword"],
  "http://www.w3.org/ns/dcat#theme": ["thema", "theme"],
  "http://purl.org/linked-data/cube#dataSet": ["statistiek", "data set"],
  "http://purl.org/linked-data/cube#Observation": ["waarneming", "observation"],
  "http://www.w3.org/ns/shacl#Violation": ["fout", "error"],
  "http://www.w3.org/ns/shacl#Warning": ["waarschuwing", "warning"],
  "http://www.w3.org/ns/shacl#Info": ["opmerking", "remark"],
  "http://www.w3.org/ns/org#FormalOrganization": ["organisatie", "organisation"],
  "http://www.w3.org/ns/org#member": ["lid", "member"],
  "http://www.w3.org/ns/org#organization": ["organisatie", "organisation"],
  "http://www.w3.org/ns/org#postIn": ["plaats in", "post in"],
  "http://www.w3.org/ns/org#role": ["rol", "role"],
  "http://xmlns.com/foaf/0.1/familyName": ["achternaam", "family name"],
  "http://xmlns.com/foaf/0.1/givenName": ["voornamen", "given name"],
  "http://xmlns.com/foaf/0.1/name": ["naam", "name"],
  "http://www.w3.org/ns/opengov#politicalGroup": ["fractie", "political group"],
  "http://www.w3.org/ns/opengov#voteEvent": ["stemming", "vote event"],
  "http://www.w3.org/ns/opengov#voteOption": ["stem", "vote"],
  "http://www.w3.org/ns/opengov#weight": ["gewicht in zetels", "weight in seats"],
  "http://schema.org/about": ["gaat over", "about"],
  "http://schema.org/agent": ["wie", "agent"],
  "http://schema.org/honorificPrefix": ["titulatuur", "honorific prefix"],
  "http://schema.org/image": ["afbeelding", "image"],
  "http://purl.org/dc/terms/isVersionOf": ["versie van", "version of"],
  "http://www.w3.org/ns/dcat#byteSize": ["grootte in bytes", "size in bytes"],
  "http://www.w3.org/ns/dcat#mediaType": ["bestandstype", "media type"],
};

/** Whether a term of another vocabulary has a name here. */
export function isNamed(iri: string): boolean {
  return Object.hasOwn(FOREIGN, iri) || licenceName(iri) !== undefined;
}

/** The name of a term of another vocabulary; failing that, its local name with its words apart. */
export function termName(iri: string, language: Language): string {
  const known = Object.hasOwn(FOREIGN, iri) ? FOREIGN[iri] : undefined;
  if (known !== undefined) return known[language === "nl" ? 0 : 1];
  const licence = licenceName(iri);
  if (licence !== undefined) return licence;
  const local = /[#/:]([^#/:]+)\/?$/.exec(iri)?.[1] ?? iri;
  const words = local.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " ");
  return iri.includes("#") || /^http:\/\/(?:schema\.org|purl\.org|xmlns\.com)\//.test(iri)
    ? words.toLowerCase()
    : local;
}
