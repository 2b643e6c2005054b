import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emitMapping } from "#src/mapping/emit.js";
import { readMapping } from "#src/mapping/read.js";
import { type MapOptions, mapText } from "#src/mapping/run.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "yarrrml-"));
  writeFileSync(
    join(folder, "mensen.csv"),
    "id,naam,land,sport,taal\n1,Venus,NL,100,nl\n2,Serena,BE,200,fr\n3,Demi,NL,300,en\n",
  );
  writeFileSync(
    join(folder, "sporten.json"),
    JSON.stringify({
      sporten: [
        { id: 100, naam: "Tennis" },
        { id: 200, naam: "Golf" },
      ],
    }),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

const START = `
prefixes: { ex: "http://example.com/" }
sources:
  mensen: ["mensen.csv~csv"]
  sporten: ["sporten.json~jsonpath", "$.sporten[*]"]
mappings:
`;

async function lines(mappings: string, options: MapOptions = {}, emitted?: "rml" | "rml-old"): Promise<string[]> {
  const path = join(folder, "m.yml");
  let model = readMapping(START + mappings, { path });
  if (emitted !== undefined) model = readMapping(emitMapping(model, emitted), { path: join(folder, "m.ttl") });
  let text = "";
  for await (const piece of mapText(model, options)) text += piece;
  return text.split("\n").slice(0, -1).sort();
}

const CONDITIONS = `
  mens:
    sources: mensen
    s: ex:$(id)
    condition: { function: notEqual, parameters: [[str1, $(land)], [str2, BE]] }
    po:
      - [ex:naam, $(naam)]
      - p: ex:nummer1
        o: $(naam)
        condition: { function: equal, parameters: [[str1, $(id)], [str2, "1"]] }
`;

describe("YARRRML", () => {
  const made = [
    '<http://example.com/1> <http://example.com/naam> "Venus" .',
    '<http://example.com/1> <http://example.com/nummer1> "Venus" .',
    '<http://example.com/3> <http://example.com/naam> "Demi" .',
  ];

  test.each([undefined, "rml", "rml-old"] as const)(
    "conditions guard a mapping and a predicate (emitted: %s)",
    async (emitted) => {
      expect(await lines(CONDITIONS, {}, emitted)).toEqual(made);
    },
  );

  test.each(["rml", "rml-old"] as const)(
    "written out as %s with a base says the same of relative IRIs, and of texts and blank nodes",
    async (vocabulary) => {
      const base = "http://example.com/pad";
      const mapping = `
  mens:
    sources: mensen
    s: /id/$(id)
    po:
      - [a, /def/Mens]
      - [ex:groet, "dag $(naam)"]
      - [ex:taal, "t-$(taal)~blank"]
      - {p: /def/sport, o: {value: $(sport), datatype: /def/code}}
`;
      const made = await lines(mapping, { base });
      expect(made).toContain(`<${base}/id/1> <http://example.com/groet> "dag Venus" .`);
      expect(made).toHaveLength(12);
      const model = readMapping(START + mapping, { path: join(folder, "m.yml") });
      let text = "";
      const again = readMapping(emitMapping(model, vocabulary, { base }), { path: join(folder, "m.ttl") });
      for await (const piece of mapText(again)) text += piece;
      expect(text.split("\n").slice(0, -1).sort()).toEqual(made);
    },
  );

  test.each([undefined, "rml", "rml-old"] as const)(
    "a link joins records that are equal (emitted: %s)",
    async (emitted) => {
      const mapping = `
  mens:
    sources: mensen
    s: ex:mens/$(id)
    po:
      - p: ex:doet
        o:
          mapping: sport
          condition: { function: equal, parameters: [[str1, $(sport), s], [str2, $(id), o]] }
  sport: { sources: sporten, s: "ex:sport/$(naam)" }
`;
      expect(await lines(mapping, {}, emitted)).toEqual([
        "<http://example.com/mens/1> <http://example.com/doet> <http://example.com/sport/Tennis> .",
        "<http://example.com/mens/2> <http://example.com/doet> <http://example.com/sport/Golf> .",
      ]);
    },
  );

  test.each([undefined, "rml", "rml-old"] as const)(
    "functions nest, and may be written on one line (emitted: %s)",
    async (emitted) => {
      const mapping = `
  sport:
    sources: sporten
    s: ex:$(id)
    po:
      - p: ex:luid
        o:
          function: grel:toUpperCase
          parameters: [[grel:valueParam, {f: grel:string_replace, pms: [[grel:valueParam, $(naam)], [grel:param_find, n], [grel:param_replace, m]]}]]
      - [ex:kort, {f: "grel:toLowerCase(grel:valueParam = $(naam))"}]
`;
      expect(await lines(mapping, {}, emitted)).toEqual([
        '<http://example.com/100> <http://example.com/kort> "tennis" .',
        '<http://example.com/100> <http://example.com/luid> "TEMMIS" .',
        '<http://example.com/200> <http://example.com/kort> "golf" .',
        '<http://example.com/200> <http://example.com/luid> "GOLF" .',
      ]);
    },
  );

  test("graphs, languages and datatypes may differ per record; several objects, predicates, subjects and sources", async () => {
    const mapping = `
  mens:
    sources: [mensen]
    s: [ex:a$(id), ex:b$(id)]
    g: ex:graaf/$(land)
    condition: { function: equal, parameters: [[str1, $(id)], [str2, "1"]] }
    po:
      - [[ex:p, ex:q], [$(naam), vast], $(taal)~lang]
      - { p: ex:r, o: [[$(id), xsd:integer], "ex:$(sport)~iri"], g: ex:apart }
`;
    const s = ["a1", "b1"].map((n) => `<http://example.com/${n}>`);
    const g = ["<http://example.com/apart>", "<http://example.com/graaf/NL>"];
    const expected: string[] = [];
    for (const subject of s) {
      for (const p of ["p", "q"]) {
        for (const o of ["Venus", "vast"]) expected.push(`${subject} <http://example.com/${p}> "${o}"@nl ${g[1]} .`);
      }
      for (const graph of g) {
        expected.push(`${subject} <http://example.com/r> "1"^^<http://www.w3.org/2001/XMLSchema#integer> ${graph} .`);
        expected.push(`${subject} <http://example.com/r> <http://example.com/100> ${graph} .`);
      }
    }
    expect(await lines(mapping)).toEqual(expected.sort());
  });

  test("a source is found by its name, by its access text, or beside the mapping", async () => {
    const other = join(folder, "anders.csv");
    writeFileSync(other, "id,naam\n9,X\n");
    const mapping = "  m: { sources: mensen, s: ex:$(id), po: [[ex:naam, $(naam)]] }\n";
    const x = ['<http://example.com/9> <http://example.com/naam> "X" .'];
    expect(await lines(mapping, { inputs: { mensen: other } })).toEqual(x);
    expect(await lines(mapping, { inputs: { "mensen.csv": other } })).toEqual(x);
    expect(await lines(mapping)).toHaveLength(3);
  });

  test("a column that the file has not is an error that names the likely one", async () => {
    const mapping = "  m: { sources: mensen, s: ex:$(id), po: [[ex:naam, $(naan)]] }\n";
    await expect(lines(mapping)).rejects.toThrow(
      /m\.yml:7:53: .*mensen\.csv has no column "naan"; did you mean "naam"/,
    );
  });

  test("a mapping without subject makes a blank node for each record", async () => {
    const made = await lines("  m: { sources: sporten, po: [[ex:naam, $(naam)], [ex:id, $(id)]] }\n");
    expect(new Set(made.map((line) => line.split(" ")[0])).size).toBe(2);
  });
});

describe("YARRRML as its specification has it", () => {
  const one = "  m: { sources: mensen, s: ex:$(id), po: [[ex:naam, $(naam)]] }\n";

  test("knows the prefixes of RDFa without their being declared, but leaves such a text a text", async () => {
    const made = await lines("  m: { sources: mensen, s: ex:$(id), po: [[dcterms:title, time:12]] }\n");
    expect(made[0]).toContain('<http://purl.org/dc/terms/title> "time:12"');
  });

  test("may name several sources in a list in the list", async () => {
    const made = [...(await lines(one)), ...(await lines(one.replace("mensen", "sporten")))];
    expect(await lines(one.replace("mensen", "[[mensen, sporten]]"))).toEqual(made.sort());
  });

  test("may say the type of objects beside them", async () => {
    const po = "{ p: ex:zie, o: 'http://example.com/$(id)', type: iri }";
    expect(await lines(`  m: { sources: mensen, s: ex:$(id), po: [${po}] }\n`)).toContain(
      "<http://example.com/1> <http://example.com/zie> <http://example.com/1> .",
    );
  });

  test("may have predicates that lead back from an object", async () => {
    const po = "{ p: ex:maakt, i: ex:gemaaktDoor, o: ex:w/$(id), type: iri }";
    const made = await lines(`  m: { sources: mensen, s: ex:$(id), g: ex:g, po: [${po}] }\n`);
    expect(made).toContain(
      "<http://example.com/1> <http://example.com/maakt> <http://example.com/w/1> <http://example.com/g> .",
    );
    expect(made).toContain(
      "<http://example.com/w/1> <http://example.com/gemaaktDoor> <http://example.com/1> <http://example.com/g> .",
    );
    await expect(lines(`  m: { sources: mensen, s: ex:a, po: [{ p: ex:b, i: ex:c, o: $(id) }] }\n`)).rejects.toThrow(
      "an inverse predicate needs objects that are IRIs",
    );
  });

  test("has targets, which are passed over with a message that says where", () => {
    const text = `${START}  m: { sources: mensen, s: { value: ex:$(id), targets: [['x~void', turtle]] }, po: [[ex:a, $(id)]] }\n`;
    const { notes } = readMapping(text, { path: "m.yml" });
    expect(notes).toHaveLength(1);
    expect(notes?.[0]).toMatch(/^m\.yml:\d+:\d+: targets have no effect/);
  });

  test("escapes the underscore of a name that would be an external reference", () => {
    const text = `external: { id: x }\n${START}  m: { sources: mensen, s: ex:a, po: [[ex:a, $(\\_id)], [ex:b, $(_id)]] }\n`;
    const objects = readMapping(text, { path: "m.yml" }).triplesMaps[0]?.predicateObjects.flatMap((po) => po.objects);
    expect(objects).toMatchObject([
      { term: { expression: { kind: "reference", reference: "_id" } } },
      { term: { expression: { kind: "constant", term: { value: "x" } } } },
    ]);
  });
});

test.each([undefined, "rml", "rml-old"] as const)("a text that `nulls` names is no value, as %s", async (emitted) => {
  const path = join(folder, "n.yml");
  writeFileSync(join(folder, "leeg.csv"), "id,naam,land\n1,,-\n2,Serena,BE\n");
  const mapping = `sources: { leeg: { access: leeg.csv, referenceFormulation: csv, nulls: NULLS } }
prefixes: { ex: "http://example.com/" }
mappings: { m: { sources: leeg, s: "ex:$(id)", po: [[ex:naam, $(naam)], [ex:land, "ex:$(land)~iri"]] } }
`;
  const made = async (nulls: string): Promise<number> => {
    let model = readMapping(mapping.replace("NULLS", nulls), { path });
    if (emitted !== undefined) model = readMapping(emitMapping(model, emitted), { path: join(folder, "n.ttl") });
    let text = "";
    for await (const piece of mapText(model, {})) text += piece;
    return text.split("\n").length - 1;
  };
  expect([await made('""'), await made('["", "-"]'), await made("geen")]).toEqual([3, 2, 4]);
});
