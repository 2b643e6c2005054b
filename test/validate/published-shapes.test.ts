/** The shapes of the package on DUO's real files, and the shapes that others publish. */
import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { Parser } from "n3";
import { plainQuad } from "#src/rdf/nquads.js";
import { countsOf } from "#src/validate/report.js";
import { placeOf } from "#src/validate/report-text.js";
import { packageShapes, readShapes } from "#src/validate/shapes-files.js";
import { validateArchive, validateQuads } from "#src/validate/validate.js";
import { prefixesFor } from "#src/rdf/prefixes.js";
import { folder } from "../folder.js";
import { BASE, ingest, manifestOf } from "../ingest/run.js";
import { duoFile, shared, sharedIsMissing } from "../shared.js";

describe.skipIf(sharedIsMissing)("the address files of DUO", () => {
  it.each(["02-alle-schoolvestigingen-basisonderwijs-2026.csv", "03-alle-vestigingen-basisonderwijs-2013.csv"])(
    "%s violate nothing; its warnings are those that docs/validate.md explains",
    async (file) => {
      const dir = await folder();
      await ingest(dir, duoFile(file));
      const report = await validateArchive(
        { dir, manifest: await manifestOf(dir) },
        await readShapes(await packageShapes(), BASE),
        { prefixes: prefixesFor(BASE) },
      );
      expect(countsOf(report).violation).toBe(0);
      const places = report.groups.map(({ findings: [first] }) =>
        first === undefined ? "" : placeOf(first, report.shapes),
      );
      expect(places.sort()).toEqual([
        "ond:BevoegdGezagShape, schema:name",
        "ond:OnderwijsinstellingShape, schema:name",
      ]);
      expect(report.checked.find(({ label }) => label === "ond:VestigingShape")?.focusNodes).toBeGreaterThan(6000);
    },
  );
});

test.skipIf(sharedIsMissing)(
  "the shapes of DCAT-AP-NL 3.0 are taken, and what they point to in vain is told",
  async () => {
    const files = ["dcat-ap-SHACL.ttl", "dcat-ap-nl-SHACL.ttl"].map((name) =>
      shared("suites", "dcat-ap-nl30", "shapes", name),
    );
    const shapes = await readShapes(files, BASE);
    const example = shared("suites", "dcat-ap-3.0.1", "examples", "example-bee-population.ttl");
    const data = new Parser().parse(readFileSync(example, "utf8")).map(plainQuad);
    const report = await validateQuads(data, shapes);
    expect(report.checked).toHaveLength(39);
    expect(report.checked.filter(({ focusNodes }) => focusNodes > 0).length).toBeGreaterThan(1);
    expect(countsOf(report).violation).toBeGreaterThan(0);
    expect(report.notes.filter((note) => note.includes("of which no file says anything"))).toHaveLength(2);
  },
);

test("a location that its Bron gives no code is a warning: it is named after its organisation (MODEL §1.3)", async () => {
  const location = `<${BASE}/id/instelling/99XX#locatie-1> a <${BASE}/def/onderwijs#Onderwijslocatie>`;
  const data = new Parser().parse(`${location} ; <http://schema.org/name> "Gymzaal" .`).map(plainQuad);
  const report = await validateQuads(data, await readShapes(await packageShapes(), BASE));
  expect(countsOf(report)).toMatchObject({ violation: 0, warning: 1 });
});
