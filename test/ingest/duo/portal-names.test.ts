import { describe, expect, test } from "vitest";
import { packageText } from "#src/package/package-files.js";
import { PortalListing } from "#src/ingest/duo/portal.js";
import { Families } from "#src/records/families.js";
import type { CkanPackage } from "#src/sources/ckan/package.js";
import { resource } from "../../sources/ckan/duo-portal.js";
import { pack } from "../../sources/ckan/packages.js";

const SITE = new URL("https://onderwijsdata.duo.nl");
const FAMILIES = Families.read(await packageText(SITE.origin, "mappings", "duo", "families.yaml"), "families.yaml");
const LOCATIONS = "03-alle-vestigingen-basisonderwijs";
const BOARDS = "05-bevoegde-gezagen-basisonderwijs";
const EXAMS = "06-examenkandidaten-en-geslaagden";
const AGES = "leerlingen-woongebied-leeftijd";
/** Names of them as the portal gives them, or might. */
const [locations, boards, exams] = [
  "Alle vestigingen in het basisonderwijs",
  "Adressen bevoegde gezagen basisonderwijs",
  "06. Examenkandidaten en geslaagden",
];
const API = new URL("https://onderwijsdata.duo.nl/api/3/action");

/** A package of files: resource name → file name. */
function files(name: string, resources: Readonly<Record<string, string>>, n = 1): CkanPackage {
  return pack(n, {
    name,
    title: `Titel van ${name}`,
    resources: Object.entries(resources).map(([each, file], i) =>
      resource({ id: `${n}-${i}`, name: each, url: `${SITE.href}dataset/${n}/resource/${i}/download/${file}` }),
    ),
  });
}

function listing(...packages: readonly CkanPackage[]): PortalListing {
  const portal = new PortalListing(FAMILIES);
  portal.add(packages, SITE);
  return portal;
}

/** Family and name of each file, in the order of the listing. */
function told(...packages: readonly CkanPackage[]): [string | undefined, string][] {
  return listing(...packages).datasets.map(({ family, name }) => [family?.name, name]);
}

describe("the family of a file is told", () => {
  test("by the name of its resource", () => {
    expect(told(files("adressen", { [locations]: "a.csv", [boards]: "b.csv" }))).toEqual([
      [LOCATIONS, locations],
      [BOARDS, boards],
    ]);
  });

  test("by its file name, when the resource's says nothing", () => {
    const file = "02-alle-schoolvestigingen-basisonderwijs";
    expect(told(files("adressen", { Adressen: `${file}.csv` }))).toEqual([[LOCATIONS, file]]);
  });

  test("by no file name that several files have: it is not that of all of them", () => {
    const wrong = files("p", { "Naar geslacht": `${EXAMS}.csv`, "Naar leeftijd": `${EXAMS}.csv` });
    expect(told(wrong).map(([family]) => family)).toEqual([undefined, undefined]);
  });

  test.each([AGES, "leerlingen_woongebied_leeftijd-v2", "Leerlingen-Woongebied-Leeftijd_v12"])(
    "by its package's name, with or without version: %s",
    (name) => {
      const portal = listing(files(name, { Bestand: "x.csv" }));
      expect(portal.datasets[0]?.family?.name).toBe(AGES);
      expect(portal.named(portal.datasets[0]?.name ?? "")?.family?.name).toBe(AGES);
    },
  );

  test("by its package's name only where none of the files says so itself", () => {
    expect(told(files(AGES, { [boards]: "b.csv", Iets: "c.csv" }))).toEqual([
      [BOARDS, boards],
      [undefined, "Iets"],
    ]);
  });
});

describe("a dataset's name tells it from all others", () => {
  test("by the year in its file name, of the same family", () => {
    expect(told(files("p", { [exams]: `${EXAMS}-2023.csv`, [`${exams} `]: `${EXAMS}-2024.csv` }))).toEqual([
      [EXAMS, `${EXAMS}-2023`],
      [EXAMS, `${EXAMS}-2024`],
    ]);
  });

  test("by the year in its file name, of a family that only the package tells", () => {
    const packages = files(EXAMS, { A: "2023-2024-kandidaten.csv", B: "kandidaten.csv", C: "1234567.csv" });
    expect(told(packages)).toEqual([
      [EXAMS, "2023-2024-kandidaten"],
      [EXAMS, `${EXAMS} B`],
      [EXAMS, `${EXAMS} C`],
    ]);
  });

  test("and is taken apart by the name that is known, under its own slug", () => {
    const portal = listing(files(EXAMS, { A: "kandidaten-2023.csv", B: "2024-kandidaten.csv", Iets: "x.csv" }));
    expect(portal.named("kandidaten-2023")).toEqual({
      ...FAMILIES.named(EXAMS),
      slug: "kandidaten-2023",
      years: "2023",
    });
    expect(portal.named("2024 kandidaten")).toEqual({ ...FAMILIES.named(EXAMS), slug: "2024-kandidaten" });
    expect(listing(files("p", { Iets: "x.csv" })).named("Iets")).toBeUndefined();
  });

  test("by its package, when files of two packages have one name", () => {
    expect(told(files("p", { [exams]: "a.csv" }, 1), files("q", { [exams]: "b.csv" }, 2))).toEqual([
      [EXAMS, `p ${exams}`],
      [EXAMS, `q ${exams}`],
    ]);
  });

  test("by its id, when all else is the same, or its name has no letters or too many", () => {
    const same = pack(1, {
      name: "p",
      resources: ["1", "2"].map((id) => resource({ id, name: exams, url: `${SITE.href}x.csv` })),
    });
    const long = files("q", { ["x".repeat(300)]: "x.csv", ___: "___.csv" }, 2);
    expect(told(same, long).map(([, name]) => name)).toEqual(["p 1", "p 2", "q 2-0", "q ___"]);
  });

  test("whatever the order of the listing", () => {
    const packages = [
      files("p", { [exams]: `${EXAMS}-2023.csv`, [boards]: "b.csv" }, 1),
      files("q", { [exams]: "x.csv", [boards]: "b.csv" }, 2),
    ];
    expect(told(...packages.toReversed()).toSorted()).toEqual(told(...packages).toSorted());
  });
});

describe("a listing", () => {
  test("has each package once, in its latest version", () => {
    const old = { ...files("p", { [boards]: "b.csv" }), metadata_modified: "2026-01-01T00:00:00" };
    const now = { ...files("p", { [exams]: "e.csv" }), metadata_modified: "2026-02-01T00:00:00" };
    for (const order of [
      [old, now],
      [now, old],
    ])
      expect(told(...order)).toEqual([[EXAMS, exams]]);
  });

  test("describes all its files: page, file, and family where it is known", () => {
    const page = "https://onderwijsdata.duo.nl/dataset/ad%20ressen";
    const store = "https://onderwijsdata.duo.nl/dataset/1/resource";
    expect([...listing(files("ad ressen", { [boards]: "b.csv", Iets: "c.csv" })).entries]).toEqual([
      [
        "adressen-bevoegde-gezagen-basisonderwijs",
        { name: boards, family: BOARDS, documentation: page, download: `${store}/0/download/b.csv` },
      ],
      ["iets", { name: "Iets", documentation: page, download: `${store}/1/download/c.csv` }],
    ]);
  });

  const portal = listing(
    files("adressen_bo-v1", { [locations]: "v.csv", [boards]: "besturenbo.csv" }, 1),
    files("rio", { Iets: "c.csv", Anders: "d.csv" }, 2),
    files("examens", { [exams]: "e.csv" }, 3),
  );
  const wanted = (asked?: string, all = false): string[] => portal.wanted(API, { asked, all }).map(({ name }) => name);

  test.each<[string, string | undefined, readonly string[]]>([
    ["nothing: its registers", undefined, [locations, boards]],
    ["a package", "adressen_bo-v1", [locations, boards]],
    ["a package without its version", "Adressen BO", [locations, boards]],
    ["its title", "Titel van adressen_bo-v1", [locations, boards]],
    ["a resource", "alle vestigingen in het basisonderwijs", [locations]],
    ["the id of one", "1-0", [locations]],
    ["a file", "besturenbo.csv", [boards]],
    ["a family", LOCATIONS, [locations]],
    ["statistics", EXAMS, [exams]],
  ])("of which is asked for %s", (_what, asked, names) => {
    expect(wanted(asked)).toEqual(names);
  });

  test("of which all is asked for, is taken with its statistics", () => {
    expect(wanted(undefined, true)).toEqual([locations, boards, exams]);
  });

  test("that has not what is asked for, or knows no family for it, says so", () => {
    expect(() => wanted("weg")).toThrow('the portal has no file, package or family "weg"');
    expect(() => wanted("___")).toThrow('the portal has no file, package or family "___"');
    expect(() => wanted("rio")).toThrow(
      '"rio" is on the portal, but of no family that is known here; name its family in mappings/duo/families.yaml: Iets, Anders',
    );
  });

  test("tells what is left out", () => {
    const away = pack(3, { name: "q", resources: [resource({ id: "3", name: boards, url: "https://x.nl/e.csv" })] });
    const pdf = pack(4, { resources: [resource({ format: "PDF" }), resource({ format: "pdf" })] });
    const mixed = files("r", { [exams]: `${EXAMS}-2024.csv`, Los: "los.csv" }, 5);
    const all = listing(files("rio", { Iets: "c.csv", Anders: "d.csv" }, 2), away, pdf, mixed);
    const notes = [
      "passed over on the portal, as no data: 2 × PDF",
      "left out on the portal, as of no family that is known here (3): Los; rio (2)",
      `${boards} is not on the portal itself, and left out: https://x.nl/e.csv`,
    ];
    expect(all.notes(API, true)).toEqual(notes);
    expect(all.notes(API, false)).toEqual(
      notes.toSpliced(1, 0, "left out on the portal, as statistics (1), which --all takes too"),
    );
    expect(() => listing(away).wanted(API, { asked: boards, all: false })).toThrow(
      `"${boards}" is not on the portal itself; fetch it, and give it with --from: https://x.nl/e.csv`,
    );
  });
});
