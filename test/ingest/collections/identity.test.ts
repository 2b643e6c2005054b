import { describe, expect, test } from "vitest";
import { folder } from "../../folder.js";
import { ingestEduV, offering, organisation, uuid, writeBron } from "./bron.js";
import { about, linesOf } from "../run.js";

const OND = "http://localhost:3000/def/onderwijs#";
const LATER = { now: new Date("2026-03-02T12:00:00Z") };

/** Two Bronnen: `a` knows a school by its master id alone; `b` is what a later run brings. */
async function twoBronnen(b: Readonly<Record<string, unknown>>): Promise<{ dir: string; findings: number }> {
  const [dir, first, second] = [await folder(), await folder(), await folder()];
  await writeBron(first, "a", "consent: true", {
    "organisations/ALL.json": [organisation("School", { master: "999A999" })],
    "studyofferings/MASTER-999A999.json": [offering(1)],
  });
  await ingestEduV(dir, first);
  const { findings } = await ingestEduV(dir, await writeBron(second, "b", "consent: true", b), LATER);
  return { dir, findings };
}

describe("a pair of ids that a later source brings", () => {
  const pair = { "organisations/ALL.json": [organisation("School", { master: "999A999", ids: { OIE_CODE: "99XX" } })] };

  test("moves the thing to its one URI in every graph, from what was kept", async () => {
    const { dir } = await twoBronnen(pair);
    expect(await about(dir, "/graph/edu-v/a/organisations", "/id/instelling/99XX")).toContain(
      '<http://schema.org/name> "School"',
    );
    expect(await about(dir, "/graph/edu-v/a/organisations", "/id/onderwijsaanbieder/999A999")).toEqual([]);
    expect(await about(dir, "/graph/edu-v/a/studyofferings", `/id/opleidingsaanbod/${uuid(1)}`)).toContain(
      `<${OND}aangebodenDoor> <http://localhost:3000/id/instelling/99XX>`,
    );
  });

  test("makes the earlier URI an alias, not a tombstone", async () => {
    const { dir } = await twoBronnen(pair);
    expect(await about(dir, "/graph/identiteit", "/id/onderwijsaanbieder/999A999")).toEqual([
      "<http://www.w3.org/2002/07/owl#sameAs> <http://localhost:3000/id/instelling/99XX>",
    ]);
    expect(await linesOf(dir, "/graph/meta/grafstenen")).toEqual([]);
  });
});

test("an id that sources give to two schools is withdrawn, and a finding names both", async () => {
  const { dir, findings } = await twoBronnen({
    "organisations/OIE_CODE-99XX.json": [organisation("Een", { master: "999A999", ids: { OIE_CODE: "99XX" } })],
    "organisations/OIE_CODE-99XY.json": [organisation("Twee", { master: "999A999", ids: { OIE_CODE: "99XY" } })],
  });
  expect(findings).toBe(1);
  expect(await linesOf(dir, "/graph/identiteit")).toEqual([]);
  const quality = (await linesOf(dir, "/graph/meta/kwaliteit")).join("\n");
  expect(quality).toContain("/id/instelling/99XX, /id/instelling/99XY");
  expect(quality).toContain("/id/bevinding/identiteit/0-onderwijsaanbieder-999a999-ingetrokken>");
  expect(await about(dir, "/graph/edu-v/a/organisations", "/id/onderwijsaanbieder/999A999")).not.toEqual([]);
});
