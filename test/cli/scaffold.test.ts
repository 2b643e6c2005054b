import { writeFile } from "node:fs/promises";
import { Parser } from "n3";
import { describe, expect, it } from "vitest";
import { folder } from "../folder.js";
import { run } from "./command.js";

const CSV =
  'nummer;naam "van" de (school);aantal;site\n01;De Boog;12;https://boog.example/\n02;Ét;7;https://et.example/\n';
const ODATA = `<Edmx><Schema Namespace="NS"><EntityType Name="Zaak"><Key><PropertyRef Name="Id"/></Key>
<Property Name="Id" Type="Edm.Guid"/><Property Name="Aantal" Type="Edm.Int32"/></EntityType>
<EntityContainer><EntitySet Name="Zaken" EntityType="NS.Zaak"/></EntityContainer></Schema></Edmx>`;
const DIRECTUS = JSON.stringify({
  data: [
    { collection: "desks", field: "id", type: "uuid", schema: { is_primary_key: true } },
    { collection: "desks", field: "since", type: "date", schema: {} },
  ],
});
const OPENAPI = `openapi: 3.1.0
components: { schemas: { Offer: { type: object, properties: { offerId: { type: string }, open: { type: boolean } } } } }
`;

interface Case {
  readonly kind: string;
  readonly schema: string;
  readonly data: readonly [string, string];
  readonly triples: number;
}

describe("scaffold", () => {
  it.each<Case>([
    { kind: "csv", schema: CSV, data: ["schema", CSV], triples: 10 },
    {
      kind: "odata",
      schema: ODATA,
      data: ["Zaken.json", JSON.stringify({ value: [{ Id: "7", Aantal: 3 }] })],
      triples: 3,
    },
    {
      kind: "directus",
      schema: DIRECTUS,
      data: ["desks.json", JSON.stringify({ data: [{ id: "7", since: "2026-01-01" }] })],
      triples: 3,
    },
    { kind: "openapi", schema: OPENAPI, data: ["Offer.json", '[{"offerId":"7","open":true}]'], triples: 3 },
  ])("drafts from $kind what map runs as it is", async ({ kind, schema, data: [name, content], triples }) => {
    const dir = await folder();
    await writeFile(`${dir}/schema`, schema);
    await writeFile(`${dir}/${name}`, content);
    const drafted = await run(["scaffold", kind, "schema", "--out", "draft.yml"], { cwd: dir });
    expect(drafted).toEqual({ code: 0, stdout: "", stderr: "" });
    const { code, stdout, stderr } = await run(["map", "draft.yml"], { cwd: dir });
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(new Parser().parse(stdout)).toHaveLength(triples);
  });

  it("asks what identifies a record when nothing does, and runs all the same", async () => {
    const dir = await folder();
    await writeFile(`${dir}/schools.csv`, "brinNummer,naam\n00AA,De Boog\n00AA,De Boog\n");
    const { stdout, code } = await run(["scaffold", "csv", "schools.csv"], { cwd: dir });
    expect(code).toBe(0);
    expect(stdout).toContain("# TODO: what identifies a record?");
    await writeFile(`${dir}/draft.yml`, stdout);
    const mapped = await run(["map", "draft.yml"], { cwd: dir });
    expect(mapped.code).toBe(0);
    expect(new Parser().parse(mapped.stdout)).toHaveLength(6);
  });

  it("reads no more of a table than it needs, and no half line", async () => {
    const dir = await folder();
    const rows = Array.from({ length: 120_000 }, (_, i) => `${i},${"x".repeat(40)}`);
    await writeFile(`${dir}/large.csv`, `id,text\n${rows.join("\n")}\n`);
    const { stdout } = await run(["scaffold", "csv", "large.csv"], { cwd: dir });
    expect(stdout).toContain("s: /id/large/$(id)");
  });

  it.each([
    { file: "absent.csv", content: undefined, kind: "csv", says: "absent.csv: no such file" },
    { file: "empty.csv", content: "", kind: "csv", says: "empty.csv is empty; give a CSV file with a header" },
    { file: "latin.csv", content: Buffer.from("na\xefef,b\n", "latin1"), kind: "csv", says: "not UTF-8" },
    { file: "x.json", content: "{", kind: "directus", says: "x.json is not JSON" },
    { file: "x.xml", content: "<a>", kind: "odata", says: "x.xml:1:3: not XML (unclosed tag: a); give" },
    { file: "x.yml", content: "a: [", kind: "openapi", says: "x.yml is neither JSON nor YAML" },
  ])("ends with 1 and says what is wrong with $file", async ({ file, content, kind, says }) => {
    const dir = await folder();
    if (content !== undefined) await writeFile(`${dir}/${file}`, content);
    const { code, stdout, stderr } = await run(["scaffold", kind, file], { cwd: dir });
    expect(stderr).toContain(says);
    expect(stdout).toBe("");
    expect(code).toBe(1);
  });

  it("ends with 2 on a kind that it does not know", async () => {
    const { code, stderr } = await run(["scaffold", "sql", "x"]);
    expect(stderr).toContain("Allowed choices are csv, odata, directus, openapi");
    expect(code).toBe(2);
  });
});
