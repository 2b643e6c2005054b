/** What may be done with data, where a source says so of all that it has; others say it of each dataset, or not at all. */

/**
 * No rights reserved: all that data.overheid.nl says of datasets, by its own API documentation; the data of the Tweede
 * Kamer, by the README of its OpenDataAPI2.0; and what is ours.
 */
export const CC0 = "https://creativecommons.org/publicdomain/zero/1.0/";

/** What a licence is called that no source states; in the list of DCAT-AP-NL, where a licence is mandatory. */
export const UNKNOWN_LICENCE = "http://standaarden.overheid.nl/owms/terms/licentieonbekend";

/** What a source says may be done with its data without naming a licence, by its slug. */
export const TERMS: Readonly<Record<string, Readonly<Record<"nl" | "en", string>>>> = {
  // Its API's documentation, page Getting Started.
  onderwijsloket: {
    nl: "Wat Het Onderwijsloket zelf schreef, mag met naamsvermelding vrij worden hergebruikt, ook commercieel. Voor gegevens van andere leveranciers geldt dat niet.",
    en: "What Het Onderwijsloket wrote itself may be reused freely, with attribution, commercially too. That does not hold for data of other suppliers.",
  },
};
