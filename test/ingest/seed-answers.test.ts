/** The answers that DUO's own document prints go through as they stand there (only the extraction from PDF is undone). */
import { describe, expect, test } from "vitest";
import { folder } from "../folder.js";
import { seedAnswer } from "../seed.js";
import { shared, sharedIsMissing } from "../shared.js";
import { about, ingest, manifestOf } from "./run.js";
import { file } from "./duo/schools.js";

const ONDERWIJS = "http://localhost:3000/def/onderwijs#";

describe.skipIf(sharedIsMissing)("the printed answer", () => {
  test("about 18BR: its education area is kept, though the @context names another field", async () => {
    const dir = await folder();
    const answer = seedAnswer("https://api.duo.nl/v0/datasets/01.-hoofdvestigingen-vo/search?brin=18BR");
    const { files } = await ingest(dir, await file(await folder(), "antwoord.json", answer));
    expect(files).toMatchObject([{ outcome: "current", rows: 1, records: 1, findings: new Map() }]);
    const graph = "/graph/duo/01-hoofdvestigingen-vo";
    const school = await about(dir, graph, "/id/instelling/18BR");
    expect(school).toContain(`<${ONDERWIJS}onderwijsgebied> <http://localhost:3000/id/regio/onderwijsgebied/04>`);
    expect(school).toContain(`<http://schema.org/name> "School voor Praktijkonderwijs Assen"`);
    expect(school).toContain(`<http://schema.org/telephone> "+31592340973"`);
    expect((await about(dir, graph, "/id/regio/onderwijsgebied/04")).join("\n")).toContain('"Assen-Hoogeveen-Emmen"');
  });

  test("of boards in special education: three, one of them with a post office box", async () => {
    const dir = await folder();
    const answer = seedAnswer("https://api.duo.nl/v0/datasets/06.-bevoegde-gezagen-speciaal-(basis)onderwijs");
    const { files } = await ingest(dir, await file(await folder(), "antwoord.json", answer));
    expect(files).toMatchObject([{ outcome: "current", rows: 3, records: 3, findings: new Map() }]);
    const graph = "/graph/duo/06-bevoegde-gezagen-speciaal-basis-onderwijs";
    expect((await about(dir, graph, "/id/bevoegd-gezag/21657")).join("\n")).toContain("<https://www.vituszuid.nl/>");
    const box = await about(dir, graph, "/id/bevoegd-gezag/21679#correspondentieadres");
    expect(box).toContain('<http://schema.org/postOfficeBoxNumber> "59264"');
    expect(box.join("\n")).not.toContain("thoroughfare");
  });

  test("to a search for datasets: three names, whichever way they are encoded", async () => {
    const dir = await folder();
    const { files } = await ingest(
      dir,
      await file(await folder(), "search.json", seedAnswer("https://api.duo.nl/v0/search")),
    );
    expect(files).toMatchObject([{ outcome: "listing", rows: 3 }]);
    expect(Object.keys((await manifestOf(dir)).datasets["duo"] ?? {})).toEqual([
      "01-hoofdvestigingen-basisonderwijs",
      "02-hoofdvestigingen-speciaal-basis-onderwijs",
      "04-alle-vestigingen-speciaal-basis-onderwijs",
    ]);
  });

  test("of a record that someone noted down goes through alone", async () => {
    const dir = await folder();
    const path = shared("sources", "duo", "api-v0-record-02-alle-vestigingen-vo-16SW03.json");
    const { files } = await ingest(dir, path, { dataset: "02.-alle-vestigingen-vo" });
    expect(files).toMatchObject([{ outcome: "current", rows: 1, records: 1 }]);
    expect([...(files[0]?.findings ?? [])]).toEqual([["onbekend-veld: _note", 1]]);
    const location = await about(dir, "/graph/duo/02-alle-vestigingen-vo", "/id/vestiging/16SW03");
    expect(location.join("\n")).toContain("METAMEER");
  });
});
