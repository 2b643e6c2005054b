import { readFile } from "node:fs/promises";
import { Parser, Store } from "n3";
import { describe, expect, test } from "vitest";
import { BASE_TOKEN } from "#src/rdf/base.js";
import { prefixesFor } from "#src/rdf/prefixes.js";
import { readFamilyTable } from "#src/records/family-table.js";
import { cubeText, schoolYearsText, shapesText } from "../../scripts/cube.js";

const { rdf, rdfs, skos, qb, ond, schema, xsd } = prefixesFor(BASE_TOKEN) as Record<string, string>;

const file = (path: string): Promise<string> => readFile(new URL(`../../${path}`, import.meta.url), "utf8");
const read = async (path: string): Promise<Store> => new Store(new Parser().parse(await file(path)));
const values = (store: Store, subject: string, predicate: string): string[] =>
  store.getObjects(subject, predicate, null).map((o) => o.value);
const typed = (store: Store, type: string): string[] => store.getSubjects(`${rdf}type`, type, null).map((s) => s.value);

test.each([
  ["ontology/onderwijs-cube.ttl", cubeText],
  ["ontology/shapes/cube.ttl", shapesText],
  ["ontology/reference/schooljaren.ttl", schoolYearsText],
])("%s is what scripts/cube.js makes of the tables", async (path, make) => {
  expect(await file(path)).toBe(await make());
});

describe("the cube", async () => {
  const cube = await read("ontology/onderwijs-cube.ttl");
  const families = readFamilyTable(await file("mappings/duo/families.yaml"), "families.yaml").flatMap(({ family }) =>
    family.kind === "statistics" ? [family] : [],
  );

  /** The properties of a structure, as component → property, in their order. */
  function components(structure: string, kind: string): string[] {
    return values(cube, structure, `${qb}component`)
      .toSorted((a, b) => Number(a.slice(a.indexOf("#c") + 2)) - Number(b.slice(b.indexOf("#c") + 2)))
      .flatMap((component) => values(cube, component, `${qb}${kind}`));
  }

  test.each(families.map((family) => [family.name, family] as const))(
    "has the structure of %s, its dimensions in the order of keys",
    (name, { dimensions, measures, attributes }) => {
      const structure = `${BASE_TOKEN}/id/datastructuur/${name}`;
      expect(values(cube, structure, `${rdf}type`)).toEqual([`${qb}DataStructureDefinition`]);
      const properties = dimensions.map(({ property }) => `${ond}${property}`);
      expect(components(structure, "dimension")).toEqual([`${ond}schooljaar`, `${ond}eenheid`, ...properties]);
      expect(components(structure, "measure")).toEqual(measures.map(({ property }) => `${ond}${property}`));
      expect(components(structure, "attribute").slice(3)).toEqual(
        attributes.map(({ property }) => `${ond}${property}`),
      );
      const orders = values(cube, structure, `${qb}component`).flatMap((each) => values(cube, each, `${qb}order`));
      expect(orders.map(Number).toSorted((a, b) => a - b)).toEqual(properties.concat("", "").map((_, i) => i + 1));
      expect(values(cube, `${structure}#schooljaar`, `${qb}componentProperty`)).toEqual([`${ond}schooljaar`]);
    },
  );

  test("has 28 structures, and no component of another", () => {
    expect(typed(cube, `${qb}DataStructureDefinition`)).toHaveLength(28);
    const linked = typed(cube, `${qb}DataStructureDefinition`).flatMap((each) => values(cube, each, `${qb}component`));
    expect(typed(cube, `${qb}ComponentSpecification`).toSorted()).toEqual(linked.toSorted());
  });

  test("has the list of codes of every coded dimension, with a concept for its total", async () => {
    const lists = typed(cube, `${qb}CodedProperty`).flatMap((each) => values(cube, each, `${qb}codeList`));
    expect(lists.length).toBeGreaterThan(20);
    for (const list of lists) {
      const name = list.slice(list.lastIndexOf("/") + 1);
      if (name === "schooljaar") continue;
      const concepts = typed(await read(`ontology/begrippen/${name}.ttl`), `${skos}Concept`);
      expect(concepts).toContain(`${BASE_TOKEN}/id/begrip/${name}/totaal`);
    }
  });

  test("has shapes for each of its dimensions, measures and attributes, and of measures the type", async () => {
    const shapes = await read("ontology/shapes/cube.ttl");
    const sh = "http://www.w3.org/ns/shacl#";
    const paths = new Set(shapes.getObjects(null, `${sh}path`, null).map((o) => o.value));
    for (const kind of ["DimensionProperty", "MeasureProperty", "AttributeProperty"]) {
      for (const property of typed(cube, `${qb}${kind}`))
        expect([property, paths.has(property)]).toEqual([property, true]);
    }
    for (const measure of typed(cube, `${qb}MeasureProperty`)) {
      const shape = shapes.getSubjects(`${sh}path`, measure, null)[0];
      const types = shape === undefined ? [] : shapes.getObjects(shape, `${sh}datatype`, null).map((o) => o.value);
      expect(types).toEqual(values(cube, measure, `${rdfs}range`));
      expect([`${xsd}integer`, `${xsd}decimal`]).toContain(types[0]);
    }
  });
});

test("the school years are fifty, each from 1 August to 31 July", async () => {
  const years = await read("ontology/reference/schooljaren.ttl");
  const all = typed(years, `${skos}Concept`);
  expect(all).toHaveLength(50);
  for (const iri of all) {
    const [from = "", to = ""] = iri.slice(iri.lastIndexOf("/") + 1).split("-");
    expect(Number(to)).toBe(Number(from) + 1);
    expect(values(years, iri, `${skos}notation`)).toEqual([`${from}-${to}`]);
    expect(values(years, iri, `${schema}startDate`)).toEqual([`${from}-08-01`]);
    expect(values(years, iri, `${schema}endDate`)).toEqual([`${to}-07-31`]);
  }
  expect([
    all.includes(`${BASE_TOKEN}/id/schooljaar/1990-1991`),
    all.includes(`${BASE_TOKEN}/id/schooljaar/2039-2040`),
  ]).toEqual([true, true]);
});
