import { describe, expect, test } from "vitest";
import { FIELDS, modelOf, SETS, TABLE } from "./tweedekamer.js";

/** Keys of what stands inside a record, by the cleaner or composer that makes it. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  bestand: ["adres", "mediatype", "omvang"],
  overige: ["eigenaar", "eigenschap", "tekst", "getal", "waar", "decimaal", "moment", "dag", "jaar", "verwijzing"],
  nieuwe_begrippen: ["begrip", "lijst", "naam"],
};

/** Keys that records of a family can have: those of its fields, and those inside them. */
function keysOf(family: string): Set<string> {
  const fields = FIELDS.for(`registers/${family}`);
  const inner = fields.flatMap(({ key, clean }) => {
    return clean.name === "each" ? [...keysOf(clean.args[0] ?? ""), "eigenaar"].map((name) => `${key}.${name}`) : [];
  });
  return new Set([
    ...fields.map(({ key }) => key),
    ...inner,
    ...Object.entries(PARTS).flatMap(([key, names]) => names.map((name) => `${key}.${name}`)),
  ]);
}

describe.each(SETS)("the mapping of $name", ({ name, key, mappings }) => {
  test("refers to keys that the field table gives, and to no other", async () => {
    const known = keysOf(name);
    for (const file of mappings) {
      const model = await modelOf(file);
      const used = model.triplesMaps.flatMap((map) => {
        const inside = /^\$\[\*\]\.(\w+)/.exec(map.source.iterator ?? "")?.[1];
        const references = JSON.stringify(map).match(/(?<="reference":")[^"]+/g) ?? [];
        return references
          .map((reference) => reference.replace(/^\$\./, "").replace("[*]", ""))
          .map((reference) => (inside === undefined ? reference : `${inside}.${reference}`));
      });
      expect(used.length).toBeGreaterThan(3);
      expect([...new Set(used)].filter((each) => !known.has(each))).toEqual([]);
    }
  });

  test("is of a family whose key the field table gives", () => {
    const known = keysOf(name);
    expect(key.filter((each) => !known.has(each))).toEqual([]);
  });
});

describe.each(TABLE.entities)("the field table knows every column of $name", ({ name, kind }) => {
  test("under each of its names", () => {
    const headers = TABLE.columnsOf(name).flatMap((column) => [column.name, ...column.v3]);
    expect(headers.filter((header) => FIELDS.of(header, `registers/${kind}`).length === 0)).toEqual([]);
  });

  test("and feeds no key from two columns of one version", () => {
    const fed = FIELDS.for(`registers/${kind}`).filter(
      ({ aliases, clean }) => aliases.length > 0 && clean.name !== "unused",
    );
    const keys = fed.map(({ key }) => key);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });
});
