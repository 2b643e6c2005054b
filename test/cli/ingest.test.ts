import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folder } from "../folder.js";
import { manifestOf } from "../ingest/run.js";
import { file, register } from "../ingest/duo/schools.js";
import { ckan } from "../sources/ckan/server.js";
import { ofDuo, ofOthers } from "../sources/donl/packages.js";
import { run } from "./command.js";

describe("ingest ends with", () => {
  test("0 when all is well, and tells what became of the file", async () => {
    const [dir, from] = [await folder(), await register(await folder(), 2026, [{ number: "16SW03" }])];
    const { code, stdout, stderr } = await run(["ingest", "duo", "--from", from], { cwd: dir });
    expect(stderr).toBe("");
    expect(stdout).toMatch(
      /-2026\.csv: 1 records of 1 rows, [0-9]+ quads\n.* has a new current version \(edition 2026\)\n/,
    );
    expect(stdout).toMatch(/published as version \d{8}T\d{6}Z in [0-9.]+ s\n$/);
    expect(code).toBe(0);
    expect(Object.keys((await manifestOf(join(dir, "data"))).graphs)).toContain("/graph/afgeleid/labels");
  });

  test("3 when there are findings, counted by kind", async () => {
    const schools = [
      { number: "16SW03", POSTCODE: "x" },
      { number: "16SW04", POSTCODE: "y", INTERNETADRES: "z" },
    ];
    const [dir, from] = [await folder(), await register(await folder(), 2026, schools)];
    const { code, stdout } = await run(["ingest", "duo", "--from", from, "--data", "graaf"], { cwd: dir });
    expect(stdout).toContain("  2 × ongeldig: bezoekadres.postcode\n  1 × ongeldig: internetadres\n");
    expect(code).toBe(3);
    expect(await readdir(dir)).toEqual(["graaf"]);
  });

  test("1 and one line on stderr when the file is refused", async () => {
    const [dir, from] = [await folder(), await file(await folder(), "02-alle-vestigingen-vo.csv", "<html>\n<title>x")];
    const { code, stdout, stderr } = await run(["ingest", "duo", "--from", from], { cwd: dir });
    expect(stderr).toBe(
      'onderwijsgraaf: 02-alle-vestigingen-vo.csv: this is an HTML page ("x"), not CSV or JSON; the server may have sent an error page\n',
    );
    expect(stdout).toMatch(/^nothing changed: [^\n]*\n$/);
    expect(code).toBe(1);
  });

  test("1 when one file of a folder is refused, though the others are published", async () => {
    const [dir, from] = [await folder(), await folder()];
    await register(from, 2026, [{ number: "16SW03" }]);
    await file(from, "02-alle-vestigingen-vo.csv", "");
    const { code, stdout, stderr } = await run(["ingest", "duo", "--from", from], { cwd: dir });
    expect(stderr).toBe("onderwijsgraaf: 02-alle-vestigingen-vo.csv: the file is empty\n");
    expect(stdout).toContain("published as version");
    expect(code).toBe(1);
  });

  test.each([
    ["an unknown source", ["duoo"], 'no source "duoo"; there are: duo'],
    ["--again with --from", ["duo", "--again", "--from", "x"], "--again reads raw/, so it goes without --from"],
  ])("2 for %s", async (_what, words, message) => {
    const { code, stderr } = await run(["ingest", ...words], { cwd: await folder() });
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

test("a terminal is not told to do what a file says", async () => {
  const text = "BRIN NUMMER;\u001b[2J\u0007KOP\r\n18BR;x\r\n";
  const [dir, from] = [await folder(), await file(await folder(), "01-hoofdvestigingen-vo.csv", text)];
  const { code, stdout, stderr } = await run(["ingest", "duo", "--from", from], { cwd: dir });
  expect(code).toBe(3);
  // oxlint-disable-next-line no-control-regex -- the control characters are what must not be there
  expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
});

const rows = (stdout: string): string | undefined => /records of (\d+) rows/.exec(stdout)?.[1];

describe("data.overheid.nl", () => {
  test("is taken in by its words: education, everything, and anew", async () => {
    const server = await ckan({ packages: [ofDuo(1), ofDuo(2), ofOthers(3)] });
    const dir = await folder();
    const ingest = (...words: string[]): ReturnType<typeof run> =>
      run(["ingest", "donl", "--from", server.root.href, ...words], { cwd: dir });
    expect(rows((await ingest()).stdout)).toBe("2");
    expect(rows((await ingest("--all")).stdout)).toBe("3");
    const { code, stdout } = await ingest("--full");
    expect([code, rows(stdout)]).toEqual([3, "2"]);
  });

  test("is taken in as the configuration says", async () => {
    const server = await ckan({ packages: [ofDuo(1), ofOthers(2)] });
    const dir = await folder();
    const settings = `sources:\n  donl:\n    from: ${server.root.href}\n    all: true\n`;
    await writeFile(join(dir, "onderwijsgraaf.config.yaml"), settings);
    expect(rows((await run(["ingest"], { cwd: dir })).stdout)).toBe("2");
  });
});
