import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { BASE } from "../server/rig.js";
import { GRAPHS, NAME, SELECT, serviceOfFile } from "./service.js";

const service = serviceOfFile();
const present = spawnSync("roqet", ["--version"]).status === 0;

async function roqet(query: string, ...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)("roqet", ["-q", "-p", service.endpoint, "-e", query, ...words]);
  return stdout;
}

describe.skipIf(!present)("roqet of rasqal", () => {
  it("gets rows, and which graphs they are from", async () => {
    expect(await roqet(SELECT)).toBe(`row: [naam=string("${NAME}")]\n`);
    expect((await roqet(GRAPHS, "-r", "csv")).trim().split(/\r?\n/)).toEqual([
      "g",
      `${BASE}/graph/duo/03-vestigingen`,
      `${BASE}/graph/edu-v/bron/organisations`,
    ]);
  });

  it("ends with 1 when the query is wrong", async () => {
    await expect(roqet("SELECT WAT")).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("400") });
  });
});
