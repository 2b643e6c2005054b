import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { PRESETS } from "#src/sources/tweedekamer/presets.js";
import { packagePath } from "#src/package/package-files.js";
import { describe, expect, it } from "vitest";
import { folder } from "../folder.js";
import { run } from "./command.js";

describe("the words of the command line", () => {
  it("show help, and with it the exit codes", async () => {
    const { code, stdout } = await run(["--help"]);
    expect(code).toBe(0);
    for (const command of ["serve", "ingest", "map", "scaffold", "validate", "query", "status"])
      expect(stdout).toContain(command);
    expect(stdout).toContain("3 done with findings");
  });

  it("tell the version of the package", async () => {
    const { version } = JSON.parse(await readFile(packagePath("package.json"), "utf8")) as { version: string };
    expect((await run(["--version"])).stdout.trim()).toBe(version);
  });

  it.each([
    { words: ["ingst"], says: "Did you mean ingest?" },
    { words: ["query"], says: "missing required argument" },
    { words: ["ingest", "dou"], says: 'no source "dou"' },
    { words: ["ingest", "--from", "x.csv"], says: "name a source (duo, edu-v, onderwijsloket, donl, tweedekamer)" },
    { words: ["ingest", "duo", "--full"], says: "--full is for sources that give changes (donl, tweedekamer)" },
    { words: ["ingest", "donl", "--full", "--again"], says: "leave one of them out" },
    { words: ["ingest", "duo", "--again", "--from", "x"], says: "without --from" },
    { words: ["ingest", "tweedekamer", "--query", "onzin"], says: 'no query "onzin"' },
    { words: ["ingest", "tweedekamer", "--query", "activiteiten-per-maand:2017-13"], says: "is no month" },
    { words: ["ingest", "tweedekamer", "--query", "moties", "--all"], says: "without --all" },
    { words: ["ingest", "duo", "--query", "moties"], says: "not for duo" },
    { words: ["ingest", "tweedekamer"], says: "vergaderjaren: [2025-2026]" },
    {
      words: ["ingest", "tweedekamer", "--from", "http://127.0.0.1:9/OData/v4/2.0/Zaak?$top=3"],
      says: "cannot be asked",
    },
    { words: ["serve", "--port", "http"], says: "up to 65535" },
    { words: ["serve", "--port", ""], says: "up to 65535" },
    { words: ["status", "--data", ""], says: "--data: give the path of a folder" },
    { words: ["serve", "--base-iri", "data.example.nl"], says: "not an absolute URL" },
    { words: ["map", "x.yml", "--input", "people"], says: "NAME=FILE" },
    { words: ["map", "x.yml", "--out", "nergens/x.nq"], says: "there is no folder nergens; make it first" },
    { words: ["scaffold", "csv", "x.csv", "--out", "."], says: "that is a folder" },
    { words: ["query", "ASK {}", "--format", "exel"], says: "Allowed choices" },
  ])("that are wrong end with 2 and say why: $words", async ({ words, says }) => {
    const { code, stdout, stderr } = await run(words, { cwd: await folder() });
    expect(stderr).toContain(says);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });

  it("that the log is to be of a level there is not end with 2, and name the levels", async () => {
    const { code, stderr } = await run(["serve"], { cwd: await folder(), env: { ONDERWIJSGRAAF_LOG: "loud" } });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/ONDERWIJSGRAAF_LOG=loud: give one of .*warn.*silent/)]);
  });

  it("name every query of the Tweede Kamer, as the documentation does", async () => {
    const { stdout } = await run(["ingest", "--help"]);
    const docs = await readFile(packagePath("docs", "parliament.md"), "utf8");
    for (const { name, description } of PRESETS) {
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b.* ${description}$`, "m"));
      expect(docs).toMatch(new RegExp(`^\\| \`${name}\\b.*\\| ${description} \\|$`, "m"));
    }
  });

  it("come from the environment too", async () => {
    const dir = await folder();
    const { stderr } = await run(["status"], { env: { ONDERWIJSGRAAF_DATA: dir } });
    expect(stderr).toContain(`${dir} holds no archive`);
  });

  it("are not meant by a variable of the environment that is set to nothing", async () => {
    const dir = await folder();
    const { stderr } = await run(["status"], { cwd: dir, env: { ONDERWIJSGRAAF_DATA: "" } });
    expect(stderr).toContain("data holds no archive");
  });

  it("come from the configuration file of the working folder, which is checked", async () => {
    const dir = await folder();
    await writeFile(`${dir}/onderwijsgraaf.config.yaml`, "data: here\n");
    expect((await run(["status"], { cwd: dir })).stderr).toContain("here holds no archive");
    await writeFile(`${dir}/onderwijsgraaf.config.yaml`, "dta: here\n");
    const { code, stderr } = await run(["status"], { cwd: dir });
    expect(code).toBe(2);
    expect(stderr).toContain("dta");
    const years = "sources:\n  tweedekamer:\n    vergaderjaren: [2025-2027]\n";
    await writeFile(`${dir}/onderwijsgraaf.config.yaml`, years);
    const wrong = await run(["ingest", "tweedekamer"], { cwd: dir });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain("2025-2027");
  });
});

it.skipIf(!existsSync("/dev/full"))("an answer for which the disk has no room ends with 1, and one line", async () => {
  const full = openSync("/dev/full", "w");
  const child = spawn(process.execPath, [packagePath("dist", "cli", "main.js"), "--help"], {
    stdio: ["ignore", full, "pipe"],
  });
  closeSync(full);
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [code] = (await once(child, "close")) as [number];
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^onderwijsgraaf: ENOSPC: .*; the disk is full.*\n$/)]);
});
