import { access, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folder } from "../folder.js";
import { run } from "./command.js";

const MAPPING = `prefixes: { ex: "http://example.com/" }
mappings:
  person:
    sources: [["people.csv~csv"]]
    s: ex:person/$(id)
    po: [[a, ex:Person], [ex:name, $(name)]]
`;

async function people(csv = "id,name\n1,Ada\n2,\n"): Promise<string> {
  const dir = await folder();
  await writeFile(join(dir, "mapping.yml"), MAPPING);
  await writeFile(join(dir, "people.csv"), csv);
  return dir;
}

describe("map", () => {
  it("runs any mapping over the files it names, seen from its own folder", async () => {
    const dir = await people();
    const { code, stdout } = await run(["map", join(dir, "mapping.yml")]);
    expect(stdout).toContain('<http://example.com/person/1> <http://example.com/name> "Ada" .\n');
    expect(code).toBe(0);
  });

  it("reads another file in place of a source", async () => {
    const dir = await people();
    await writeFile(join(dir, "others.csv"), "id,name\n7,Grace\n");
    const { stdout } = await run(["map", join(dir, "mapping.yml"), "--input", `people.csv=${join(dir, "others.csv")}`]);
    expect(stdout).toContain("person/7>");
    expect(stdout).not.toContain("person/1>");
  });

  it("writes the mapping as RML that gives the same statements", async () => {
    const dir = await people();
    const direct = await run(["map", join(dir, "mapping.yml")]);
    for (const vocabulary of ["rml", "rml-old"]) {
      const file = join(dir, `${vocabulary}.ttl`);
      expect((await run(["map", join(dir, "mapping.yml"), "--emit", vocabulary, "--out", file])).code).toBe(0);
      const { stdout } = await run(["map", file], { cwd: dir });
      expect(stdout.split("\n").sort()).toEqual(direct.stdout.split("\n").sort());
    }
  });

  it("explains what each part of the mapping made", async () => {
    const dir = await people();
    await writeFile(join(dir, "people.json"), JSON.stringify([{ id: 1, name: "Ada" }, { id: 2 }]));
    await writeFile(
      join(dir, "mapping.yml"),
      MAPPING.replace('["people.csv~csv"]', '["people.json~jsonpath", "$[*]"]'),
    );
    const { stdout } = await run(["map", join(dir, "mapping.yml"), "--explain"]);
    expect(stdout).toContain("2 records");
    expect(stdout).toMatch(/http:\/\/example.com\/name .*made nothing for 1/);
  });

  it("names file, line and likely fix of a mistake, and leaves no output file", async () => {
    const dir = await people();
    const mapping = join(dir, "wrong.yml");
    await writeFile(mapping, MAPPING.replace("ex:Person]", "ecks:Person]"));
    const out = join(dir, "out.nq");
    const { code, stderr } = await run(["map", mapping, "--out", out]);
    expect(stderr).toMatch(/wrong\.yml:6:\d+: .*ecks/);
    expect(code).toBe(1);
    await expect(access(out)).rejects.toThrow("ENOENT");
  });

  it("writes to a file when asked", async () => {
    const dir = await people();
    const out = join(dir, "out.nq");
    const { stdout } = await run(["map", join(dir, "mapping.yml"), "--out", out]);
    expect(stdout).toBe("");
    expect(await readFile(out, "utf8")).toContain("Ada");
  });

  it("says what file is missing", async () => {
    const { code, stderr } = await run(["map", "nowhere.yml"]);
    expect(stderr).toContain("nowhere.yml: no such file");
    expect(code).toBe(1);
  });

  it("tells of an input that no source asks for, and of a source without records", async () => {
    const dir = await people("id,name\n");
    const { code, stderr } = await run(["map", "mapping.yml", "--input", "poeple.csv=people.csv"], { cwd: dir });
    expect(stderr).toContain('--input poeple.csv: the mapping has no such source; did you mean "people.csv"?');
    expect(stderr).toContain('mapping.yml: "person" had no record: people.csv holds none');
    expect(code).toBe(0);
  });

  it.each([
    { csv: "id,name,id\n1,Ada,2\n", says: 'people.csv has two columns "id" (columns 1 and 3)' },
    { csv: "id;name\n1;Ada\n", says: "its columns are id;name" },
    { csv: 'id,name\n1,"Ada\n', says: "people.csv: row 2: Quoted field unterminated; mend the quotes there" },
    { csv: "id,naam\n1,Ada\n", says: "mapping.yml:6:36: " },
    { csv: "id,nam\n1,Ada\n", says: 'people.csv has no column "name"; did you mean "nam"?' },
    { csv: "id;name\n1;Ada\n", says: 'write delimiter: ";" in the source' },
  ])("refuses a table that does not fit, and says why: $says", async ({ csv, says }) => {
    const dir = await people(csv);
    const { code, stderr, stdout } = await run(["map", "mapping.yml"], { cwd: dir });
    expect(stderr).toContain(says);
    expect(stdout).toBe("");
    expect(code).toBe(1);
  });

  it("tells which rows have another number of fields than the header, and maps what they have", async () => {
    const dir = await people("id,name\n\n1,Ada\n2\n3,Grace,too,much\n");
    const { code, stdout, stderr } = await run(["map", "mapping.yml"], { cwd: dir });
    expect(stderr).toMatch(/people\.csv: row 4 has 1 fields, and its header 2; .*\n.*: row 5 has 4 fields, and its/);
    expect(stdout).toContain('<http://example.com/person/3> <http://example.com/name> "Grace"');
    expect(code).toBe(3);
  });

  it("refuses a base that is no IRI, once, not record by record", async () => {
    const dir = await people();
    const { code, stdout, stderr } = await run(["map", "mapping.yml", "--base-iri", "data.example.nl"], { cwd: dir });
    expect(stderr).toContain("--base-iri data.example.nl: give an absolute IRI");
    expect([code, stdout]).toEqual([2, ""]);
  });

  it("ends with 3 when old RML refers to what no record has (RMLTC0002c)", async () => {
    const dir = await folder();
    await writeFile(join(dir, "people.json"), '[{"id":1,"name":"Ada"}]');
    await writeFile(
      join(dir, "mapping.ttl"),
      `@prefix rr: <http://www.w3.org/ns/r2rml#> . @prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> . @prefix ex: <http://example.com/> .
<#M> rml:logicalSource [ rml:source "people.json"; rml:referenceFormulation ql:JSONPath; rml:iterator "$[*]" ];
  rr:subjectMap [ rr:template "http://example.com/{id}" ];
  rr:predicateObjectMap [ rr:predicate ex:name; rr:objectMap [ rml:reference "nam" ] ] .`,
    );
    const { code, stderr } = await run(["map", "mapping.ttl"], { cwd: dir });
    expect(stderr).toContain('no record of "M" has "nam" (line 5); did you mean "name"?');
    expect(code).toBe(3);
  });

  it("writes RML with whole IRIs where the base is known, for engines that have none", async () => {
    const dir = await people();
    const relative = MAPPING.replace("ex:person/$(id)", "p/$(id)");
    await writeFile(join(dir, "mapping.yml"), `base: http://base.example/\n${relative}`);
    for (const words of [[], ["--base-iri", "http://other.example/"]]) {
      const direct = await run(["map", "mapping.yml", ...words], { cwd: dir });
      const { stdout } = await run(["map", "mapping.yml", "--emit", "rml-old", ...words], { cwd: dir });
      expect(stdout).toContain(`"http://${words.length === 0 ? "base" : "other"}.example/p/{id}"`);
      await writeFile(join(dir, "mapping.ttl"), stdout);
      expect((await run(["map", "mapping.ttl"], { cwd: dir })).stdout).toBe(direct.stdout);
    }
  });
});
