import { describe, expect, test } from "vitest";
import type { CleanRecord } from "#src/records/record.js";
import { observe } from "./statistics.js";

const V = "16SW03";

/** Observations as key → the measure `aantal`. */
function counts(observations: readonly CleanRecord[]): Record<string, unknown> {
  return Object.fromEntries(observations.map((o) => [o["sleutel"], o["aantal"]]));
}

/** What becomes of one cell. */
function one(cell: unknown): readonly CleanRecord[] {
  return observe("historie", { headers: ["VESTIGING", "LEERLINGEN 2011"], rows: [[V, cell]] }).observations;
}

/** Two rows about the same ages, of which the second has 3 where the first has 2. */
function twice(second: string): ReturnType<typeof observe> {
  return observe("leeftijden-2024", {
    headers: ["VESTIGING", "LEEFTIJD 4", "LEEFTIJD 5"],
    rows: [
      [V, "1", "2"],
      [V, second, "3"],
    ],
  });
}

test("a wide row becomes an observation for each combination of what its headers say", () => {
  const { observations, findings } = observe("historie", {
    headers: ["VESTIGING", "LEERLINGEN_2011", "LEERLINGEN_2012"],
    rows: [[V, "120", "0"]],
  });
  expect(findings).toEqual([]);
  expect(observations).toEqual([
    {
      statistiek: "historie",
      titel: "Historie",
      dataset: "historie",
      sleutel: `2011-2012_${V}`,
      schooljaar: "2011-2012",
      eenheid: { vestiging: V },
      aantal: 120,
    },
    expect.objectContaining({ sleutel: `2012-2013_${V}`, schooljaar: "2012-2013", aantal: 0 }),
  ]);
});

test("numbers of one combination are one observation", () => {
  const { observations, findings } = observe("examens", {
    headers: [
      "VESTIGING",
      "ONDERWIJSTYPE",
      "KANDIDATEN 2019-2020 - MAN",
      "KANDIDATEN 2019-2020 - TOTAAL",
      "GESLAAGDEN 2019-2020 - MAN",
      "GESLAAGDEN 2019-2020 - TOTAAL",
      "PERCENTAGE 2019-2020 - MAN",
    ],
    rows: [[V, "HAVO", "10", "20", "9", "18", "90,5"]],
  });
  expect(findings).toEqual([]);
  expect(observations).toMatchObject([
    {
      sleutel: `2019-2020_${V}_havo_man`,
      onderwijstype_vo: "/id/begrip/onderwijstype-vo/havo",
      geslacht: "/id/begrip/geslacht/man",
      kandidaten: 10,
      geslaagden: 9,
      percentage: "90.5",
    },
    { sleutel: `2019-2020_${V}_havo_totaal`, geslacht: "/id/begrip/geslacht/totaal", kandidaten: 20, geslaagden: 18 },
  ]);
  expect(observations[1]).not.toHaveProperty("percentage");
});

describe("a cell", () => {
  test.each(["", " ", "-", "n.v.t.", null, undefined])("that is blank gives nothing: %j", (cell) => {
    expect(one(cell)).toEqual([]);
  });

  test.each([
    ["0", 0],
    ["007", 7],
    ["1.234", 1234],
    [" 12 ", 12],
    [12, 12],
    ["12345678901", 12345678901],
  ])("with a count gives it: %j", (cell, count) => {
    expect(one(cell)).toMatchObject([{ aantal: count }]);
  });

  test.each([
    ["<5", 4],
    ["< 5", 4],
    ["-1", 4],
    ["<10", 9],
  ])("that is masked names the number that is not given: %j", (cell, upTo) => {
    const [observation, ...others] = one(cell);
    expect(others).toEqual([]);
    expect(observation).toMatchObject({ gemaskeerd: ["aantalLeerlingen"], bovengrens: upTo, status: "M" });
    expect(observation).not.toHaveProperty("aantal");
  });

  test.each(["x", "-3", "1,5", 1.234, { a: 1 }])("that is no count is a finding: %j", (cell) => {
    const { observations, findings } = observe("historie", {
      headers: ["VESTIGING", "LEERLINGEN 2011", "LEERLINGEN 2012"],
      rows: [[V, cell, "3"]],
    });
    expect(counts(observations)).toEqual({ [`2012-2013_${V}`]: 3 });
    expect(findings).toMatchObject([
      { line: 2, field: "aantal", kind: "ongeldig", reason: expect.stringContaining("kolom LEERLINGEN 2011: ") },
    ]);
  });
});

test("a masked number keeps the others of its observation, and is not computed back", () => {
  const { observations } = observe("examens", {
    headers: [
      "VESTIGING",
      "ONDERWIJSTYPE",
      "KANDIDATEN 2019-2020 MAN",
      "GESLAAGDEN 2019-2020 MAN",
      "PERCENTAGE 2019-2020 MAN",
      "KANDIDATEN 2019-2020 VROUW",
      "KANDIDATEN 2019-2020 TOTAAL",
    ],
    rows: [[V, "HAVO", "8", "<5", "", "<5", "10"]],
  });
  expect(observations).toMatchObject([
    { sleutel: `2019-2020_${V}_havo_man`, kandidaten: 8, gemaskeerd: ["aantalGeslaagden"], bovengrens: 4, status: "M" },
    { sleutel: `2019-2020_${V}_havo_vrouw`, gemaskeerd: ["aantalExamenkandidaten"] },
    { sleutel: `2019-2020_${V}_havo_totaal`, kandidaten: 10 },
  ]);
  expect(observations[2]).not.toHaveProperty("status");
  expect(observations.map((each) => each["geslaagden"])).toEqual([undefined, undefined, undefined]);
});

describe("a rate of 0", () => {
  const headers = ["VESTIGING", "ONDERWIJSTYPE", "KANDIDATEN 2019 MAN", "GESLAAGDEN 2019 MAN", "PERCENTAGE 2019 MAN"];

  test("of nobody is no rate", () => {
    const { observations, findings } = observe("examens", { headers, rows: [[V, "HAVO", "0", "0", "0,00"]] });
    expect(observations).toMatchObject([{ kandidaten: 0, geslaagden: 0 }]);
    expect(observations[0]).not.toHaveProperty("percentage");
    expect(findings).toEqual([]);
  });

  test("of somebody is one, and so is one of whom it is not told", () => {
    const { observations } = observe("examens", {
      headers,
      rows: [
        [V, "HAVO", "6", "0", "0,00"],
        [V, "VWO", "<5", "0", "0"],
      ],
    });
    expect(observations.map((each) => each["percentage"])).toEqual(["0", "0"]);
  });
});

describe("a rate or mean", () => {
  const headers = ["VESTIGING", "ONDERWIJSTYPE", "PEILJAAR", "KANDIDATEN", "PERCENTAGE", "CIJFER"];
  const of = (...cells: string[]): ReturnType<typeof observe> =>
    observe("examens", { headers, rows: [[V, "HAVO", "2019", ...cells]] });

  test.each(["<5", "< 5", "-1"])("that is masked is named, and no number: %j", (cell) => {
    const { observations, findings } = of("12", "50", cell);
    expect(observations).toMatchObject([
      { kandidaten: 12, percentage: "50", gemaskeerd: ["gemiddeldCijfer"], status: "M" },
    ]);
    expect(observations[0]).not.toHaveProperty("cijfer");
    expect(findings).toEqual([]);
  });

  test("has no upper bound when it is masked: that is of the counts beside it", () => {
    expect(of("12", "-1", "-1").observations[0]).not.toHaveProperty("bovengrens");
    expect(of("<5", "-1", "-1").observations).toMatchObject([
      { gemaskeerd: ["aantalExamenkandidaten", "slagingspercentage", "gemiddeldCijfer"], bovengrens: 4 },
    ]);
  });

  test("of 0 on a scale that begins at 1 is none, whoever it is of", () => {
    const { observations, findings } = of("<5", "0", "0,0");
    expect(observations).toMatchObject([{ percentage: "0" }]);
    expect(observations[0]).not.toHaveProperty("cijfer");
    expect(findings).toEqual([]);
  });

  test.each([
    ["-3", "6,4", "percentage", "lager dan 0 kan niet"],
    ["50", "0,9", "cijfer", "lager dan 1 kan niet"],
  ])("that is lower than it can be is a finding: %s and %s", (percentage, cijfer, field, reason) => {
    const { observations, findings } = of("12", percentage, cijfer);
    expect(observations[0]).not.toHaveProperty(field);
    expect(findings).toMatchObject([{ line: 2, field, kind: "ongeldig", reason: expect.stringContaining(reason) }]);
  });
});

describe("the school year is", () => {
  test("that of the row", () => {
    const { observations } = observe("leeftijden-2013", {
      headers: ["VESTIGING", "PEILDATUM", "AANTAL"],
      rows: [[V, "20241001", "5"]],
    });
    expect(counts(observations)).toEqual({ [`2024-2025_${V}`]: 5 });
  });

  test("else that of the dataset's name", () => {
    const { observations } = observe("leeftijden-2013", { headers: ["VESTIGING", "AANTAL"], rows: [[V, "5"]] });
    expect(counts(observations)).toEqual({ [`2013-2014_${V}`]: 5 });
  });

  test("never a span of several", () => {
    const { observations, lacking } = observe("leeftijden-2010-2015", {
      headers: ["VESTIGING", "AANTAL"],
      rows: [[V, "5"]],
    });
    expect([observations, lacking]).toEqual([[], ["schooljaar"]]);
  });

  test("missed in a row that has none, where the others have it", () => {
    const { observations, findings } = observe("leeftijden", {
      headers: ["VESTIGING", "PEILDATUM", "AANTAL"],
      rows: [
        [V, "", "5"],
        [V, "2024-10-01", "6"],
      ],
    });
    expect(counts(observations)).toEqual({ [`2024-2025_${V}`]: 6 });
    expect(findings).toMatchObject([
      { line: 2, field: "schooljaar", kind: "sleutel-ontbreekt", severity: "Violation" },
    ]);
  });
});

describe("the unit", () => {
  const headers = ["BRIN", "VESTIGING", "PEILDATUM", "AANTAL"];

  test("is the first that the row has; what a location's code needs is read besides", () => {
    const { observations } = observe("leeftijden", {
      headers,
      rows: [
        ["16SW", "03", "2024", "5"],
        ["16SW", "", "2024", "6"],
      ],
    });
    expect(observations.map((each) => each["eenheid"])).toEqual([{ vestiging: V }, { instelling: "16SW" }]);
  });

  test("is not replaced by a larger one when it cannot be used", () => {
    const { observations, findings } = observe("leeftijden", { headers, rows: [["16SW", "?", "2024", "5"]] });
    expect(observations).toEqual([]);
    expect(findings).toMatchObject([{ field: "vestigingsnummer", kind: "ongeldig", severity: "Violation" }]);
  });

  test("must be there", () => {
    const { observations, findings } = observe("leeftijden", { headers, rows: [["", "", "2024", "5"]] });
    expect(observations).toEqual([]);
    expect(findings).toMatchObject([{ kind: "sleutel-ontbreekt", severity: "Violation" }]);
  });

  test("may be another kind of thing than a school", () => {
    const { observations } = observe("verbanden", {
      headers: ["SWV", "PEILJAAR", "GESLACHT", "AANTAL"],
      rows: [["PO2802", "2016", "MAN", "5"]],
    });
    expect(observations).toMatchObject([
      { eenheid: { samenwerkingsverband: "PO2802" }, sleutel: "2016-2017_PO2802_man" },
    ]);
  });
});

describe("zeros", () => {
  const headers = ["VESTIGING", "POSTCODE", "LEEFTIJD 4", "LEEFTIJD 5"];

  test("are left out where numbers are broken down by a sparse dimension, and masked ones are not", () => {
    const { observations } = observe("leeftijden-2024", {
      headers,
      rows: [
        [V, "9411", "0", "6"],
        [V, "9412", "<5", "0"],
      ],
    });
    expect(observations.map((each) => each["sleutel"])).toEqual([`2024-2025_${V}_9411_5`, `2024-2025_${V}_9412_4`]);
  });

  test("are kept where they are not", () => {
    const { observations } = observe("leeftijden-2024", { headers, rows: [[V, "", "0", "6"]] });
    expect(counts(observations)).toEqual({ [`2024-2025_${V}_totaal_4`]: 0, [`2024-2025_${V}_totaal_5`]: 6 });
  });
});

describe("two rows about the same thing", () => {
  test("that differ are a finding, and the first one stays", () => {
    const { rows, observations, findings } = twice("1");
    expect(rows.map((each) => each.length)).toEqual([2, 0]);
    expect(counts(observations)).toEqual({ [`2024-2025_${V}_totaal_4`]: 1, [`2024-2025_${V}_totaal_5`]: 2 });
    expect(findings).toMatchObject([
      { line: 3, kind: "dubbele-sleutel", value: `2024-2025_${V}_totaal_5`, severity: "Violation" },
    ]);
    expect(findings[0]?.reason).toContain("een waarneming van deze rij");
  });

  test("are one finding, however many numbers differ", () => {
    const { findings } = twice("9");
    expect(findings.map(({ reason }) => reason)).toEqual([expect.stringContaining("2 waarnemingen van deze rij")]);
  });

  test("that are the same are no finding", () => {
    const { observations, findings } = observe("leeftijden-2024", {
      headers: ["VESTIGING", "AANTAL"],
      rows: [
        [V, "5"],
        [V, "5"],
      ],
    });
    expect([observations.length, findings]).toEqual([1, []]);
  });
});

test("two columns that give one number differently are a finding, and the first one stays", () => {
  const { observations, findings } = observe("leeftijden-2024", {
    headers: ["VESTIGING", "AANTAL", "TOTAAL"],
    rows: [
      [V, "5", "6"],
      ["16SW04", "5", "5"],
      ["16SW05", "5", "<5"],
    ],
  });
  expect(observations.map((each) => each["aantal"])).toEqual([5, 5, 5]);
  expect(findings.map(({ line, kind }) => [line, kind])).toEqual([
    [2, "tegenstrijdig"],
    [4, "tegenstrijdig"],
  ]);
});

test("what a row says of all its numbers stands with each", () => {
  const { observations } = observe("leeftijden-2024", {
    headers: ["VESTIGING", "GEWICHT", "LEEFTIJD 4", "LEEFTIJD 5"],
    rows: [[V, "1,25", "6", "7"]],
  });
  expect(observations.map((each) => each["gewicht"])).toEqual(["1.25", "1.25"]);
});

test("a concept that no list has is described once, with the first observation that has it", () => {
  const { observations } = observe("leeftijden-2024", {
    headers: ["VESTIGING", "POSTCODE", "LEEFTIJD 4", "LEEFTIJD 13"],
    rows: [
      [V, "9411", "6", "7"],
      [V, "9412", "6", "7"],
    ],
  });
  const described = observations.map((each) =>
    ((each["nieuwe_begrippen"] ?? []) as CleanRecord[]).map((c) => c["begrip"]),
  );
  expect(described).toEqual([
    ["/id/begrip/postcodegebied/9411", "/id/begrip/leeftijd/13", "/id/begrip/postcodegebied/totaal"],
    [],
    ["/id/begrip/postcodegebied/9412"],
    [],
  ]);
});

test("rows of another shape in one file are expanded by their own headers", () => {
  const first = observe("leeftijden", { headers: ["VESTIGING", "PEILJAAR", "AANTAL"], rows: [[V, "2016", "5"]] });
  const second = observe("leeftijden", { headers: ["AANTAL", "PEILJAAR", "VESTIGING"], rows: [["5", 2016, V]] });
  expect(second.observations).toEqual(first.observations);
});
