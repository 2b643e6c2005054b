import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { RequestTable } from "#src/sources/tweedekamer/request-table.js";
import { shared, sharedIsMissing } from "../../shared.js";
import { entityTable } from "./tables.js";

interface Relation {
  readonly target: string;
  readonly kind: "collection" | "single";
}
interface EntityFacts {
  readonly properties: Readonly<Record<string, string>>;
  readonly navigation: Readonly<Record<string, Relation>>;
}

function facts(): Readonly<Record<string, EntityFacts>> {
  const text = readFileSync(shared("sources", "tweedekamer", "v4-entities.json"), "utf8");
  return (JSON.parse(text) as { entitySets: Record<string, EntityFacts> }).entitySets;
}

describe.skipIf(sharedIsMissing)("the table of entities has", () => {
  test("all 39 entities of the Kamer's page, under their v3 names", () => {
    const seed = readFileSync(shared("sources", "seeds", "tweedekamer-odata-api.md"), "utf8");
    const [, list = ""] = /OData entiteiten Opmerkingen\n([^]*?)\n\s*Algemene kolommen/.exec(seed) ?? [];
    const names = list
      .trim()
      .split("\n")
      .map((line) => /\w+/.exec(line)?.[0] ?? "");
    expect(names).toHaveLength(39);
    expect(names.filter((name) => entityTable().named(name)?.v3 !== name)).toEqual([]);
  });

  test("all entity sets of v4, and what its service document offers", () => {
    const table = entityTable();
    const text = readFileSync(shared("sources", "tweedekamer", "v4-service-document.json"), "utf8");
    const offered = (JSON.parse(text) as { value: { name: string }[] }).value.map((each) => each.name);
    const names = [...Object.keys(facts()), ...offered];
    expect(names.filter((name) => table.named(name)?.v4 !== name)).toEqual([]);
  });

  test("kinds that are the names of v4, else of v3, with hyphens", () => {
    const { rows } = entityTable();
    const names = rows.map(({ v4, v3 }) => (v4 ?? v3 ?? "").replace(/(?!^)[A-Z]/g, "-$&").toLowerCase());
    expect(rows.map((row) => row.kind)).toEqual(names);
  });

  test("relations and paths that the model of v4 has, ending in a year", () => {
    const model = facts();
    for (const { v4 = "", expand, scope, key } of entityTable().rows) {
      const entity = model[v4];
      if (entity === undefined) continue;
      for (const name of key) expect(Object.keys(entity.properties)).toContain(name);
      for (const { name } of expand)
        expect([v4, name, entity.navigation[name]?.kind]).toEqual([v4, name, "collection"]);
      for (const path of scope) {
        let at: EntityFacts | undefined = entity;
        for (const { name, isMany } of path.slice(0, -1)) {
          const kind = at?.navigation[name]?.kind;
          expect([v4, name, kind]).toEqual([v4, name, isMany ? "collection" : "single"]);
          at = model[at?.navigation[name]?.target ?? ""];
        }
        expect(path.at(-1)?.name).toBe("Vergaderjaar");
        expect([v4, at?.properties["Vergaderjaar"]]).toEqual([v4, "string"]);
      }
    }
  });

  test("the relations m:n that are told by expanding alone (MODEL §2.6, rule 5)", () => {
    const expanded = new Map(entityTable().rows.map((row) => [row.v4, row.expand.map((each) => each.name)]));
    expect(expanded.get("Zaak")).toEqual(
      expect.arrayContaining(["Kamerstukdossier", "GerelateerdNaar", "VervangenVanuit"]),
    );
    for (const set of ["Besluit", "Agendapunt", "Activiteit"]) expect(expanded.get(set)).toContain("Zaak");
    expect(expanded.get("Document")).toEqual([
      "Zaak",
      "Kamerstukdossier",
      "Agendapunt",
      "Activiteit",
      "BijlageDocument",
      "BronDocument",
    ]);
  });
});

test("PersoonAdres is not published", () => {
  expect(entityTable().named("PersoonAdres")?.publish).toBe(false);
  expect(entityTable().rows.filter((row) => !row.publish)).toHaveLength(1);
});

test("an entity is found by either name and by its kind, whatever the case", () => {
  const table = entityTable();
  for (const name of ["Document", "ParlementairDocument", "document", "DOCUMENT"]) {
    expect(table.named(name)?.kind).toBe("document");
  }
  expect(table.named("Fractielid")?.kind).toBe("fractie-zetel-persoon");
  expect(table.named("fractie-zetel-persoon")?.v3).toBe("FractieLid");
  expect(table.named("Onbekend")).toBeUndefined();
});

describe("a slip in the table is told with its line", () => {
  const head = "v4,v3,kind,publish,key,expand,scope,note\nZaal,Zaal,zaal,yes,,,all,\n";
  test.each([
    ["naam,soort\n", /line 1 must read v4,v3,kind/],
    [`${head},,zaak,yes,,,all,`, /line 3: name it in v4 or v3/],
    [`${head}zaak,,zaak,yes,,,all,`, /line 3: "zaak" is no entity set/],
    [`${head}Zaak,,Zaak,yes,,,all,`, /line 3: "Zaak" is no kind/],
    [`${head}Zaak,,zaal,yes,,,all,`, /line 3: zaal stands there twice/],
    [`${head}Zaak,,zaak,ja,,,all,`, /line 3: publish must be yes or no/],
    [`${head}Zaak,,zaak,yes,,A B,all,`, /line 3: "A B" is no relation/],
    [`${head}Zaak,,zaak,yes,,,,`, /line 3: scope must be all/],
    [`${head}Zaak,,zaak,yes,,,A*/B*/C,`, /line 3: a path of scope may go through one collection/],
    [`${head}Zaak,,zaak,yes,,,A*,`, /line 3: a path of scope must end in a property/],
    [`${head}Zaak,,zaak,yes,'x,,all,`, /line 3: "'x" is no property/],
  ])("%j", (text, message) => {
    expect(() => RequestTable.read(text, "requests.csv")).toThrow(message);
  });
});
