import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { EntityTable } from "#src/sources/tweedekamer/entity-table.js";
import { shared, sharedIsMissing } from "../../shared.js";
import { COLUMNS, ENTITIES, TABLE } from "./tables.js";

const HEAD = { entities: ENTITIES.split("\n", 1)[0] ?? "", columns: COLUMNS.split("\n", 1)[0] ?? "" };
const zaal = `${HEAD.entities}\nZaal,,,zaal,,all,,Zalen,zaal,room,.,.`;

interface Facts {
  readonly entitySets: Readonly<
    Record<
      string,
      {
        readonly properties: Readonly<Record<string, string>>;
        readonly navigation: Readonly<Record<string, { readonly target: string; readonly kind: string }>>;
      }
    >
  >;
}

function read(name: string): string {
  return readFileSync(shared("sources", name), "utf8");
}

/** Relations of which only the ids are asked for. */
function ids(...names: string[]) {
  return names.map((navigation) => ({ navigation, v3: [navigation], select: ["Id"] }));
}

describe.skipIf(sharedIsMissing)("the table of the Tweede Kamer", () => {
  const { entitySets } = JSON.parse(sharedIsMissing ? "{}" : read("tweedekamer/v4-entities.json")) as Facts;

  test("has every entity set of version 2.0, and no other", () => {
    const ours = TABLE.entities.filter(({ isInV4 }) => isInV4).map(({ name }) => name);
    expect(ours.toSorted()).toEqual(Object.keys(entitySets).toSorted());
  });

  test("has every entity name of version 1.0 that the documentation lists", () => {
    const seed = read("seeds/tweedekamer-odata-api.md");
    const listed = seed.slice(seed.indexOf("OData entiteiten"), seed.indexOf("Algemene kolommen"));
    const names = [...listed.matchAll(/^ {2}([A-Z][A-Za-z]+) /gm)].flatMap(([, name = ""]) => name);
    const wanted = names.filter((name) => name !== "OData");
    expect(wanted).toHaveLength(39);
    expect(TABLE.entities.flatMap(({ v3 }) => v3 ?? []).toSorted()).toEqual(wanted.toSorted());
  });

  test.each(Object.entries(entitySets ?? {}))("has the columns of %s, with their types", (entity, { properties }) => {
    const ours = TABLE.columnsOf(entity).filter((c) => c.isInV4 && !["one", "many", "part"].includes(c.type));
    expect(Object.fromEntries(ours.map((c) => [c.name, c.type]))).toEqual(properties);
  });

  test.each(Object.entries(entitySets ?? {}))("has what leads from %s to others", (entity, { navigation }) => {
    const ours = TABLE.columnsOf(entity).filter((c) => c.isInV4 && ["one", "many", "part"].includes(c.type));
    const told = ours.map((c) => [c.name, { target: c.target, kind: c.type === "one" ? "single" : "collection" }]);
    expect(Object.fromEntries(told)).toEqual(navigation);
  });
});

describe("an entity", () => {
  test.each(["FractieZetelPersoon", "fractiezetelpersoon", "FractieLid", "Fractielid", "fractie-zetel-persoon"])(
    "is known as %s",
    (name) => expect(TABLE.named(name)?.name).toBe("FractieZetelPersoon"),
  );

  test("that nobody knows is none", () => expect(TABLE.named("NieuweSet")).toBeUndefined());

  test("of one version alone is so marked", () => {
    expect(TABLE.named("Kamerstuk")).toMatchObject({ v3: "Kamerstuk", isInV4: false });
    expect(TABLE.named("Toezegging")?.v3).toBeUndefined();
  });

  test("asks for what has no key column: relations that are stored with it, parts, and the seat's own keys", () => {
    expect(TABLE.expansionsOf("Zaak")).toEqual(ids("Kamerstukdossier", "GerelateerdNaar", "VervangenVanuit"));
    expect(TABLE.expansionsOf("Besluit")).toEqual(ids("Zaak"));
    expect(TABLE.expansionsOf("Stemming")).toEqual([]);
    expect(TABLE.expansionsOf("FractieZetelPersoon")).toEqual([
      { navigation: "FractieZetel", v3: ["FractieZetel"], select: ["Id", "Fractie_Id"] },
    ]);
    expect(TABLE.expansionsOf("Toezegging")).toContainEqual({
      navigation: "ToegezegdAan",
      v3: ["ToegezegdAan"],
      select: ["Toezegging_Id", "Fractie_Id", "Persoon_Id"],
    });
  });

  test("has a scope along relations and to a year that the model of version 2.0 has", () => {
    expect(TABLE.named("Persoon")?.scope).toEqual([]);
    const [path = []] = TABLE.named("Stemming")?.scope ?? [];
    expect(path.map((step) => step.name)).toEqual(["Besluit", "Agendapunt", "Activiteit", "Vergaderjaar"]);
    for (const { name, isInV4, scope, key } of TABLE.entities.filter((each) => each.isInV4)) {
      expect([name, isInV4 && key.every((each) => TABLE.columnsOf(name).some((c) => c.name === each))]).toEqual([
        name,
        true,
      ]);
      for (const steps of scope) {
        let at = name;
        for (const step of steps.slice(0, -1)) {
          const column = TABLE.navigationOf(at).get(step.name);
          expect([name, step.name, column?.type]).toEqual([name, step.name, step.isMany ? "many" : "one"]);
          at = column?.target ?? "";
        }
        expect([name, TABLE.columnsOf(at).some((c) => c.name === steps.at(-1)?.name)]).toEqual([name, true]);
      }
    }
  });

  test("has in version 1.0 the relations that it calls otherwise", () => {
    expect(TABLE.expansionsOf("Activiteit", "v3")).toContainEqual({
      navigation: "VoortgezetVanuit",
      v3: ["VoortzettingVan"],
      select: ["Id"],
    });
    expect(TABLE.expansionsOf("Persoon")).toEqual([]);
    expect(TABLE.expansionsOf("Persoon", "v3").map((each) => each.navigation)).toEqual(["Afbeelding"]);
  });

  test("stores each relation between many and many on one side only", () => {
    const stored = new Set(
      TABLE.columns
        .filter((c) => c.type === "many" && c.property !== "" && c.isInV4)
        .map((c) => `${c.entity}.${c.name}`),
    );
    const both = TABLE.columns.filter(
      (c) => c.type === "many" && stored.has(`${c.entity}.${c.name}`) && stored.has(`${c.target}.${c.entity}`),
    );
    expect(both.map((c) => `${c.entity}.${c.name}`)).toEqual([]);
  });
});

describe("a slip in the tables is told with its place", () => {
  test.each([
    ["a header", "entity,v3", HEAD.columns, /^entities\.csv: line 1 must read entity,v3,only/],
    ["a row too short", `${HEAD.entities}\nZaal,,`, HEAD.columns, /^entities\.csv: line 2 must have 12 values/],
    [
      "a kind",
      zaal.replace(",zaal,,", ",De Zaal,,"),
      HEAD.columns,
      /^entities\.csv: line 2, column kind: "De Zaal" is no kind/,
    ],
    [
      "a key",
      zaal.replace(",zaal,,all,", ",zaal,'x,all,"),
      HEAD.columns,
      /^entities\.csv: line 2, column key: "'x" is no property/,
    ],
    ["no scope", zaal.replace(",all,", ",,"), HEAD.columns, /^entities\.csv: line 2, column scope: must be all/],
    [
      "a step",
      zaal.replace(",all,", ",A B,"),
      HEAD.columns,
      /^entities\.csv: line 2, column scope: "A B" is no relation/,
    ],
    [
      "two collections",
      zaal.replace(",all,", ",A*/B*/C,"),
      HEAD.columns,
      /line 2, column scope: a path of scope may go through one/,
    ],
    [
      "no property",
      zaal.replace(",all,", ",A*,"),
      HEAD.columns,
      /line 2, column scope: a path of scope must end in a property/,
    ],
    [
      "a kind twice",
      `${zaal}\nHal,,,zaal,,all,,Hallen,hal,hall,.,.`,
      HEAD.columns,
      /^entities\.csv: zaal stands there twice/,
    ],
    [
      "only",
      zaal.replace("Zaal,,,", "Zaal,,v5,"),
      HEAD.columns,
      /^entities\.csv: line 2, column only: must be v3, v4 or blank/,
    ],
    [
      "a type",
      zaal,
      `${HEAD.columns}\nZaal,Naam,,,text,,,,,,,,`,
      /^columns\.csv: line 2, column type: must be one of guid/,
    ],
    [
      "an entity",
      zaal,
      `${HEAD.columns}\nZalen,Naam,,,string,,,,,,,,`,
      /^columns\.csv: Zalen\.Naam: entities\.csv has no Zalen/,
    ],
    [
      "a target",
      zaal,
      `${HEAD.columns}\nZaal,Gebouw_Id,,,guid,,,Gebouw,,,,,`,
      /^columns\.csv: Zaal\.Gebouw_Id: .* no Gebouw/,
    ],
    [
      "an inverse",
      zaal,
      `${HEAD.columns}\nZaal,Zalen,,,many,,,Zaal,Zaal_Id,,,,`,
      /^columns\.csv: Zaal\.Zalen: Zaal has no Zaal_Id/,
    ],
  ])("%s", (_what, entities, columns, message) => {
    expect(() => EntityTable.read(entities, columns)).toThrow(message);
  });
});
