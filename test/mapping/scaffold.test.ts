import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { compileMapping } from "#src/mapping/compile.js";
import { readMapping } from "#src/mapping/read.js";
import { scaffold, SCAFFOLD_KINDS, ScaffoldError } from "#src/mapping/scaffold.js";

const shared = resolve(process.env["ONDERWIJSGRAAF_SHARED"] ?? "../shared");

/** A draft must be a mapping that compiles, whatever names the schema has. */
function compiles(text: string): void {
  compileMapping(readMapping(text, { path: "draft.yml" }), { base: "http://example.com" });
}

const ODATA4 = `<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices><Schema Namespace="NS">
<EntityType Name="Zaak"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Guid"/><Property Name="Datum" Type="Edm.DateTimeOffset"/>
<Property Name="Soorten" Type="Collection(Edm.String)"/><Property Name="Persoon_Id" Type="Edm.Guid"/>
<NavigationProperty Name="Persoon" Type="NS.Persoon"><ReferentialConstraint Property="Persoon_Id" ReferencedProperty="Id"/></NavigationProperty></EntityType>
<EntityType Name="Persoon"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Guid"/></EntityType>
<EntityContainer Name="C"><EntitySet Name="Zaken" EntityType="NS.Zaak"/><EntitySet Name="Personen" EntityType="NS.Persoon"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>`;

const ODATA3 = `<Edmx><Schema Namespace="NS"><EntityType Name="Zaak"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Guid"/><Property Name="PersoonId" Type="Edm.Guid"/></EntityType>
<EntityType Name="Persoon"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Guid"/></EntityType>
<Association Name="A"><End Type="NS.Persoon" Role="P"/><End Type="NS.Zaak" Role="Z"/><ReferentialConstraint><Principal Role="P"><PropertyRef Name="Id"/></Principal><Dependent Role="Z"><PropertyRef Name="PersoonId"/></Dependent></ReferentialConstraint></Association>
<EntityContainer><EntitySet Name="Zaken" EntityType="NS.Zaak"/></EntityContainer></Schema></Edmx>`;

const DIRECTUS = JSON.stringify({
  data: {
    fields: [
      { collection: "programs", field: "id", type: "uuid", schema: { is_primary_key: true } },
      { collection: "programs", field: "name", type: "string" },
      { collection: "programs", field: "institution", type: "uuid", schema: {} },
      { collection: "programs", field: "tags", type: "json", schema: {} },
      { collection: "directus_users", field: "id", type: "uuid", schema: {} },
    ],
    relations: [{ collection: "programs", field: "institution", related_collection: "institutions" }],
  },
});

describe("a drafted mapping", () => {
  test("of CSV takes types from the rows, and asks about codes", () => {
    const draft = scaffold(
      "csv",
      "BRIN NUMMER;AANTAL;PERC;DATUM;GEMEENTENUMMER\n00AA;1;2.5;2026-01-31;344\n00AB;2;3.0;2026-02-01;599\n",
      "data/scholen.csv",
    );
    compiles(draft);
    expect(draft).toContain(
      'scholen: { access: "data/scholen.csv", referenceFormulation: csv, delimiter: ";", nulls: "" }',
    );
    expect(draft).toContain('s: "/id/scholen/$(BRIN NUMMER)"');
    expect(draft).toContain("[ex:aantal, $(AANTAL), xsd:integer]");
    expect(draft).toContain("[ex:perc, $(PERC), xsd:decimal]");
    expect(draft).toContain("[ex:datum, $(DATUM), xsd:date]");
    expect(draft).toMatch(/# TODO: is "GEMEENTENUMMER" a code/);
  });

  test("of OData 4 and 3 links foreign keys", () => {
    const four = scaffold("odata", ODATA4, "metadata.xml");
    compiles(four);
    expect(four).toContain("[ex:persoonId, /id/persoon/$(Persoon_Id)~iri]");
    expect(four).toContain("[ex:datum, $(Datum), xsd:dateTime]");
    expect(four).toMatch(/# TODO: "Soorten" is a Collection/);
    const three = scaffold("odata", ODATA3, "metadata.xml");
    compiles(three);
    expect(three).toContain("[ex:persoonId, /id/persoon/$(PersoonId)~iri]");
    expect(three).not.toContain("personen");
  });

  test("of Directus takes collections, keys and relations", () => {
    const draft = scaffold("directus", DIRECTUS, "snapshot.json");
    compiles(draft);
    expect(draft).toContain("[ex:institution, /id/institutions/$(institution)~iri]");
    expect(draft).toMatch(/# TODO: "tags" is json/);
    expect(draft).not.toContain("directus_users");
  });

  const openapi = join(shared, "sources/edu-v/education-1.1.1.openapi.yaml");
  test.skipIf(!existsSync(openapi) && process.env["CI"] !== "true")(
    "of OpenAPI takes the schemas that are objects",
    () => {
      const draft = scaffold("openapi", readFileSync(openapi, "utf8"), "education.yaml");
      compiles(draft);
      expect(draft).toContain("s: /id/organisation/$(organisationMasterIdentifier)");
    },
  );

  test("is one line per field, whatever a name holds", () => {
    const draft = scaffold("csv", '"a, b","c: d","[e]","f\ng","#h","(i)",""\n1,2,3,4,5,6,7\n', "x.csv");
    compiles(draft);
    expect(draft.match(/^ {6}- /gm)).toHaveLength(1 + 6);
  });

  test.each(SCAFFOLD_KINDS)("of something that is no %s is an error that says so", (kind) => {
    expect(() => scaffold(kind, kind === "csv" ? "" : "{}", "x")).toThrow(ScaffoldError);
  });

  test.each(['{"clubs":[]}', ' [{"a":1}]', "[[1,2]]"])("of JSON is no table: %s", (text) => {
    expect(() => scaffold("csv", text, "x.json")).toThrow("x.json is JSON, not CSV");
  });
});
