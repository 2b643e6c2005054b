/**
 * The example queries of the Kamer's own OData page as named presets (`--query`). The v3 form is the one that it prints;
 * the v4 form asks the same of the newer service, whose names are others (MODEL §2.6): members of committees and
 * parties are found through their seats, Begin is Aanvangstijd, ParlementairDocument is Document. Of what v3 expanded,
 * v4 has some as columns (Functie), some at `/resource` (Afbeelding), and some no more (the Vergadering of an
 * Activiteit).
 */
import { stringLiteral, type ODataVersion } from "../odata/literal.js";
import type { EntityQuery } from "../odata/query.js";
import { WrongRequest } from "../source-error.js";
import { checkedVergaderjaar } from "./scope.js";

/** What a preset asks, without the service that is asked. */
export type PresetQuery = Omit<EntityQuery, "root" | "version">;

export interface Preset {
  readonly name: string;
  /** What it gives, for people. */
  readonly description: string;
  /** What it is asked for, where it takes something. */
  readonly parameter?: {
    readonly name: string;
    /** The one of the Kamer's page, taken when nothing is given. */
    readonly example: string;
  };
  /** @throws {SourceError} when the value is not of the form */
  query(version: ODataVersion, value: string): PresetQuery;
}

/** A preset with what it is asked for. */
export interface AskedPreset {
  readonly preset: Preset;
  readonly value: string;
}

const AFKORTING = "afkorting";
const VERGADERJAAR = "vergaderjaar";

export const PRESETS: readonly Preset[] = [
  {
    name: "commissieleden",
    description: "members of a committee now, with their seats in committees",
    parameter: { name: AFKORTING, example: "FIN" },
    query(version, value) {
      const committee = stringLiteral(checked(value, AFKORTING));
      if (version === "v3") {
        return {
          set: "Persoon",
          expand: "CommissieVastPersoon, CommissieVastPersoon/CommissieZetel/Commissie",
          orderby: "Achternaam",
          filter: `CommissieVastPersoon/any(aa: aa/CommissieZetel/Commissie/Afkorting eq ${committee} and aa/TotEnMet eq null)`,
          count: true,
        };
      }
      return {
        set: "Persoon",
        expand: "CommissieZetelVastPersoon($expand=CommissieZetel($expand=Commissie))",
        orderby: "Achternaam",
        filter: `CommissieZetelVastPersoon/any(aa: aa/CommissieZetel/Commissie/Afkorting eq ${committee} and aa/TotEnMet eq null)`,
        count: true,
      };
    },
  },
  {
    name: "fractiemedewerkers",
    description: "people of a party now, with the parties they have been of",
    parameter: { name: AFKORTING, example: "VVD" },
    query(version, value) {
      const party = stringLiteral(checked(value, AFKORTING));
      if (version === "v3") {
        return {
          set: "Persoon",
          expand: "Fractielid, Fractielid/Fractie",
          filter: `Fractielid/any(aa:aa/Fractie/Afkorting eq ${party} and aa/TotEnMet eq null)`,
          orderby: "Achternaam",
        };
      }
      return {
        set: "Persoon",
        expand: "FractieZetelPersoon($expand=FractieZetel($expand=Fractie))",
        filter: `FractieZetelPersoon/any(aa:aa/FractieZetel/Fractie/Afkorting eq ${party} and aa/TotEnMet eq null)`,
        orderby: "Achternaam",
      };
    },
  },
  {
    name: "actieve-kamerleden",
    description: "all members of the Kamer now",
    query(version) {
      if (version === "v3") {
        return {
          set: "Persoon",
          filter: "Fractielid/any(aa: aa/TotEnMet eq null)",
          orderby: "Achternaam",
          expand: "Afbeelding, Functie, Contactinformatie",
        };
      }
      return {
        set: "Persoon",
        filter: "FractieZetelPersoon/any(aa: aa/TotEnMet eq null)",
        orderby: "Achternaam",
        expand: "PersoonContactinformatie",
      };
    },
  },
  {
    name: "activiteiten-per-vergaderjaar",
    description: "activities of a parliamentary year, with who took part, documents and cases",
    parameter: { name: VERGADERJAAR, example: "2015-2016" },
    query(version, value) {
      const filter = `Vergaderjaar eq ${stringLiteral(checkedVergaderjaar(value))}`;
      if (version === "v3") {
        return {
          set: "Activiteit",
          filter,
          orderby: "Begin desc",
          expand:
            "Vergadering, VoortzettingDoor, VoortzettingVan, VervangingVan, Afgemeld, Bewindspersoon, Deelnemer, " +
            "Interpellant, Initiatiefnemer, ParlementairDocument, Voortouwcommissie, Zaak",
        };
      }
      return {
        set: "Activiteit",
        filter,
        orderby: "Aanvangstijd desc",
        // Those who are excused, take part and the like are told apart by the Relatie of an actor.
        expand: "VoortgezetIn,VoortgezetVanuit,VervangenVanuit,ActiviteitActor,Document,Voortouwcommissie,Zaak",
      };
    },
  },
  {
    name: "moties",
    description: "motions with a word in their subject, with the activities and agenda items they were of",
    parameter: { name: "woord", example: "beveiliging" },
    query(version, value) {
      const word = stringLiteral(checked(value, "woord"));
      if (version === "v3") {
        return {
          set: "ParlementairDocument",
          filter: `Soort eq 'Motie' and substringof(${word}, Onderwerp) eq true`,
          orderby: "Datum desc",
          expand: "Activiteit, Agendapunt",
        };
      }
      return {
        set: "Document",
        filter: `Soort eq 'Motie' and contains(Onderwerp,${word})`,
        orderby: "Datum desc",
        expand: "Activiteit,Agendapunt",
      };
    },
  },
  {
    name: "activiteiten-per-maand",
    description: "activities of a month",
    parameter: { name: "maand", example: "2017-05" },
    query(version, value) {
      const [, year = "", month = ""] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(value) ?? [];
      if (year === "") throw new WrongRequest(`"${value}" is no month; write it like 2017-05`);
      const begin = version === "v3" ? "Begin" : "Aanvangstijd";
      return {
        set: "Activiteit",
        filter: `year(${begin}) eq ${Number(year)} and month(${begin}) eq ${Number(month)}`,
        orderby: `${begin} desc`,
        ...(version === "v3" ? { expand: "Vergadering" } : {}),
      };
    },
  },
  {
    name: "verslagen",
    description: "meetings of a parliamentary year with links to their reports",
    parameter: { name: VERGADERJAAR, example: "2017-2018" },
    query(version, value) {
      const filter = `Vergaderjaar eq ${stringLiteral(checkedVergaderjaar(value))}`;
      if (version === "v3") {
        return { set: "Vergadering", format: "json", expand: "Verslag", filter, orderby: "Begin desc" };
      }
      return { set: "Vergadering", expand: "Verslag", filter, orderby: "Aanvangstijd desc" };
    },
  },
];

/**
 * Reads `commissieleden`, or `commissieleden:OCW` with what is asked for.
 *
 * @throws {SourceError} when there is no such preset, or it takes nothing, or the value is not of its form
 */
export function readPreset(text: string): AskedPreset {
  const colon = text.indexOf(":");
  const name = (colon < 0 ? text : text.slice(0, colon)).trim();
  const given = colon < 0 ? undefined : text.slice(colon + 1).trim();
  const preset = PRESETS.find((each) => each.name === name);
  if (preset === undefined) {
    const known = PRESETS.map((each) => each.name + (each.parameter === undefined ? "" : `:${each.parameter.example}`));
    throw new WrongRequest(`there is no query "${name}"; there are ${known.join(", ")}`);
  }
  const { parameter } = preset;
  if (given !== undefined && parameter === undefined)
    throw new WrongRequest(`the query ${name} takes nothing after ":"`);
  const value = given ?? parameter?.example ?? "";
  preset.query("v4", value);
  return { preset, value };
}

function checked(value: string, name: string): string {
  if (value.trim() === "" || value.length > 200 || /\p{Cc}/u.test(value)) {
    throw new WrongRequest(`"${value.slice(0, 60)}" is no ${name}`);
  }
  return value;
}
