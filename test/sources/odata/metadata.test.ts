import { describe, expect, test } from "vitest";
import { readMetadata } from "#src/sources/odata/metadata.js";
import { readServiceDocument } from "#src/sources/odata/service-document.js";
import { Typing } from "#src/sources/odata/typing.js";
import { readFileSync } from "node:fs";
import { shared, sharedIsMissing } from "../../shared.js";
import { kamer } from "./kamer.js";
import { metadataXml, serviceDocument } from "./server-metadata.js";

describe.each(["v3", "v4"] as const)("the model of a %s service", (version) => {
  const tables = kamer(version, 0);
  const model = readMetadata(metadataXml(tables, version), "$metadata");

  test("has its sets, with keys, properties and their types", () => {
    expect([...model.sets.keys()]).toEqual(Object.keys(tables));
    expect(model.sets.get("Zaak")?.keys).toEqual(["Id"]);
    const moment = version === "v3" ? "Edm.DateTime" : "Edm.DateTimeOffset";
    expect(model.sets.get("Zaak")?.properties).toEqual(
      expect.arrayContaining([
        { name: "Id", type: "Edm.Guid", isCollection: false, nullable: false },
        { name: "Bedrag", type: "Edm.Decimal", isCollection: false, nullable: true },
        { name: "GewijzigdOp", type: moment, isCollection: false, nullable: true },
      ]),
    );
  });

  test("knows where relations lead, to how many, and by which column", () => {
    const document = version === "v3" ? "ParlementairDocument" : "Document";
    expect(model.sets.get("ZaakActor")?.navigation).toEqual([
      { name: "Zaak", target: "TK.Zaak", isCollection: false, foreignKey: "Zaak_Id" },
      { name: "Persoon", target: "TK.Persoon", isCollection: false, foreignKey: "Persoon_Id" },
    ]);
    expect(model.sets.get("Zaak")?.navigation).toContainEqual({
      name: document,
      target: `TK.${document}`,
      isCollection: true,
    });
  });

  test("knows which entities describe a file", () => {
    expect([...model.sets].filter(([, type]) => type.hasFile).map(([set]) => set)).toEqual(["Verslag"]);
  });
});

test("a type has what its base types have, and a namespace may go by its alias", () => {
  const model = readMetadata(
    `<Edmx xmlns="x"><DataServices><Schema Namespace="Lang.Naam" Alias="L">
      <EntityType Name="Ding" Abstract="true"><Key><PropertyRef Name="Id" /></Key><Property Name="Id" Type="Edm.Guid" Nullable="false" /></EntityType>
      <EntityType Name="Persoon" BaseType="L.Ding"><Property Name="Talen" Type="Collection(Edm.String)" />
        <NavigationProperty Name="Vriend" Type="Collection(L.Persoon)" /></EntityType>
      <ComplexType Name="Adres"><Property Name="Plaats" Type="Edm.String" /></ComplexType>
      <EntityContainer Name="C"><EntitySet Name="Mensen" EntityType="L.Persoon" /></EntityContainer>
    </Schema></DataServices></Edmx>`,
    "$metadata",
  );
  expect(model.sets.get("Mensen")).toEqual({
    name: "Persoon",
    keys: ["Id"],
    properties: [
      { name: "Id", type: "Edm.Guid", isCollection: false, nullable: false },
      { name: "Talen", type: "Edm.String", isCollection: true, nullable: true },
    ],
    navigation: [{ name: "Vriend", target: "Lang.Naam.Persoon", isCollection: true }],
    hasFile: false,
  });
});

test("types that are each other's base end somewhere", () => {
  const schema = '<EntityType Name="A" BaseType="N.B" /><EntityType Name="B" BaseType="N.A" />';
  const model = readMetadata(`<Schema Namespace="N">${schema}</Schema>`, "$metadata");
  expect([...model.types.keys()]).toEqual(["N.A", "N.B"]);
});

test.each([
  ["an HTML page", "<html><body /></html>", /holds no model of OData/],
  ["half of it", '<Edmx><Schema Namespace="N"><EntityType', /broken or cut off/],
  ["a document type", '<!DOCTYPE x [<!ENTITY a "b">]><Edmx />', /document type/],
])("%s is no model", (_, text, message) => {
  expect(() => readMetadata(text, "$metadata")).toThrow(message);
});

describe("numbers in the form of the model", () => {
  test("Int64 of v3 becomes a number, Decimal of v4 a text, in what is expanded too", () => {
    const typing = new Typing(readMetadata(metadataXml(kamer("v4", 0), "v4"), "$metadata"));
    const records = [{ Onderwerp: "12", ContentLength: "8614", Zaak: [{ Bedrag: 1200, Nummer: "12" }], Volgnummer: 1 }];
    typing.apply(records, "Document");
    expect(records).toEqual([
      { Onderwerp: "12", ContentLength: 8614, Zaak: [{ Bedrag: "1200", Nummer: "12" }], Volgnummer: 1 },
    ]);
  });

  test("a set that the model does not have stays as it is", () => {
    const typing = new Typing(readMetadata(metadataXml(kamer("v4", 0), "v4"), "$metadata"));
    const records = [{ ContentLength: "8614" }];
    typing.apply(records, "Onbekend");
    expect(records).toEqual([{ ContentLength: "8614" }]);
  });
});

describe("what a service offers", () => {
  const tables = kamer("v3", 0);
  test.each(["atom", "light", "verbose", "v4"] as const)("in the form %s", (form) => {
    const sets = readServiceDocument(serviceDocument(tables, form, "https://kamer.example/"), "dienst");
    expect(sets).toEqual(Object.keys(tables).map((name) => ({ name, url: name })));
  });

  test.skipIf(sharedIsMissing)("by the real service document of the Kamer", () => {
    const text = readFileSync(shared("sources", "tweedekamer", "v4-service-document.json"), "utf8");
    const sets = readServiceDocument(text, "dienst").map((each) => each.name);
    expect(sets).toHaveLength(35);
    expect(sets).toEqual(expect.arrayContaining(["Persoon", "FractieZetelPersoon", "Toezegging"]));
  });

  test.each(["<html><body /></html>", '{"success":true}', "[]"])("%s is no service document", (text) => {
    expect(() => readServiceDocument(text, "dienst")).toThrow(/no service document of OData/);
  });
});
