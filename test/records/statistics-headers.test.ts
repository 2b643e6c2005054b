import { describe, expect, test } from "vitest";
import type { CleanRecord } from "#src/records/record.js";
import { observe } from "./statistics.js";

const V = "16SW03";

/** Observations as key → the measure `aantal`. */
function counts(observations: readonly CleanRecord[]): Record<string, unknown> {
  return Object.fromEntries(observations.map((o) => [o["sleutel"], o["aantal"]]));
}

/** Why a column under this header is a finding. */
function reasonOf(header: string): string | undefined {
  const table = { headers: ["VESTIGING", "AANTAL", header], rows: [[V, "5", "x"]] };
  return observe("leeftijden-2013", table).findings[0]?.reason;
}

describe("a dimension", () => {
  test("that stands in the row is read by its own cleaner; blank there, it is the total", () => {
    const { observations } = observe("examens", {
      headers: ["VESTIGING", "ONDERWIJSTYPE", "KANDIDATEN 2019 VROUW"],
      rows: [
        [V, "havo", "5"],
        [V, "", "6"],
      ],
    });
    expect(observations).toMatchObject([
      { sleutel: `2019-2020_${V}_havo_vrouw` },
      { sleutel: `2019-2020_${V}_totaal_vrouw`, onderwijstype_vo: "/id/begrip/onderwijstype-vo/totaal" },
    ]);
  });

  test("that cannot be used loses the row: its numbers would be taken for totals", () => {
    const { observations, findings } = observe("leeftijden-2013", {
      headers: ["VESTIGING", "POSTCODE", "AANTAL"],
      rows: [[V, "1234AB", "5"]],
    });
    expect(observations).toEqual([]);
    expect(findings).toMatchObject([{ field: "postcodegebied", kind: "ongeldig", severity: "Violation" }]);
  });

  test("of things, not of concepts, has no total", () => {
    const { observations } = observe("soorten-2016", { headers: ["VESTIGING", "HAVO", "VWO"], rows: [[V, "5", "6"]] });
    expect(counts(observations)).toEqual({ [`2016-2017_${V}_havo`]: 5, [`2016-2017_${V}_vwo`]: 6 });
    expect(observations[0]).not.toHaveProperty("swv_woonachtig");
  });

  test("that the file has no column for may be left out when nothing in it is unknown", () => {
    const { observations } = observe("examens", { headers: ["VESTIGING", "KANDIDATEN 2019 MAN"], rows: [[V, "5"]] });
    expect(observations).toMatchObject([{ sleutel: `2019-2020_${V}_totaal_man` }]);
  });

  test("that may stand under a header nobody knows is a finding of the file", () => {
    const { observations, findings, lacking } = observe("examens", {
      headers: ["VESTIGING", "ONDERWJSTYPE", "KANDIDATEN 2019 MAN"],
      rows: [
        [V, "HAVO", "5"],
        [V, "VWO", "6"],
      ],
    });
    expect([observations, lacking]).toEqual([[], ["onderwijstype_vo"]]);
    expect(findings.map(({ line, field, kind }) => [line, field, kind])).toEqual([
      [0, "ONDERWJSTYPE", "onbekend-veld"],
      [0, "onderwijstype_vo", "dimensie-ontbreekt"],
    ]);
    expect(findings[1]?.reason).toContain("2 rijen geven geen waarnemingen");
  });
});

describe("a header that", () => {
  test("nobody knows is a finding once, with the number of its values and what it may be", () => {
    const { findings, observations } = observe("leeftijden-2013", {
      headers: ["VESTIGING", "AANTAL", "LEEFTJD 4"],
      rows: [
        [V, "5", "1"],
        ["16SW04", "5", ""],
        ["16SW05", "5", "3"],
      ],
    });
    expect(observations).toHaveLength(3);
    expect(findings).toMatchObject([{ line: 0, kind: "onbekend-veld", value: "LEEFTJD 4", severity: "Warning" }]);
    expect(findings[0]?.reason).toBe("onbekend veld met 2 waarden; bedoeld is misschien LEEFTIJD {leeftijd}");
  });

  test("is like nothing is to be added", () => {
    expect(reasonOf("OMZET IN EURO")).toContain("voeg het toe aan fields.csv of unpivot.csv");
  });

  test("other statistics know is to be added to this one", () => {
    expect(reasonOf("KANDIDATEN")).toContain("leeftijden kent dit veld niet; voeg het toe aan families.yaml");
  });

  test.each(["NAAM", "PLAATS", "SWV", ""])(
    "tells more of the school, as registers do, is passed over: %j",
    (header) => {
      const { observations, findings } = observe("leeftijden-2013", {
        headers: ["VESTIGING", "AANTAL", header],
        rows: [[V, "5", "x"]],
      });
      expect([observations.length, findings]).toEqual([1, []]);
    },
  );

  test("fits a pattern with a value that its dimension does not have is unknown", () => {
    const { observations, findings } = observe("examens", {
      headers: ["VESTIGING", "ONDERWIJSTYPE", "KANDIDATEN 2019 MAN", "KANDIDATEN 2019 KIND"],
      rows: [[V, "HAVO", "5", "6"]],
    });
    expect(observations).toHaveLength(1);
    expect(findings).toMatchObject([{ kind: "onbekend-veld", value: "KANDIDATEN 2019 KIND" }]);
  });
});
