import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isNamed, termName } from "#src/pages/wording.js";

const FOLDER = new URL("../../mappings/tweedekamer/", import.meta.url);
const OURS = new Set(["tk", "lds", "xsd"]);

/** Terms of other vocabularies that a mapping writes, as IRIs. */
function foreignTerms(file: string): string[] {
  const text = readFileSync(new URL(file, FOLDER), "utf8");
  const prefixes = new Map([...text.matchAll(/^ {2}(\w+): (https?:\S+)$/gm)].map(([, prefix, iri]) => [prefix, iri]));
  return [...text.matchAll(/(?:^ +- \[|\[a, )(\w+):(\w+)/gm)]
    .filter(([, prefix = ""]) => prefixes.has(prefix) && !OURS.has(prefix))
    .map(([, prefix, name]) => `${prefixes.get(prefix)}${name}`);
}

describe("a term of another vocabulary on a page about parliament", () => {
  const terms = [
    ...new Set(
      readdirSync(FOLDER)
        .filter((name) => name.endsWith(".yml"))
        .flatMap(foreignTerms),
    ),
  ].sort();

  test("is one of more than twenty", () => expect(terms.length).toBeGreaterThan(20));

  test.each(terms)("%s has a name in Dutch and in English", (iri) => {
    expect(isNamed(iri)).toBe(true);
    expect(termName(iri, "nl")).not.toMatch(/:/);
  });
});
