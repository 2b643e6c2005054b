import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { SCHOOL } from "../server/rig.js";
import { ASK, CONSTRUCT, GRAPHS, NAME, SELECT, serviceOfFile } from "./service.js";

const service = serviceOfFile();
const present = spawnSync("curl", ["--version"]).status === 0;

/** What curl prints; `-q` keeps the settings of the machine out. */
async function curl(...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)("curl", ["-q", "-sS", "--noproxy", "*", ...words, service.endpoint]);
  return stdout;
}

describe.skipIf(!present)("curl", () => {
  it("gets a table by form, by GET and by a query sent directly", async () => {
    const csv = `naam\r\n${NAME}\r\n`;
    const accept = ["-H", "Accept: text/csv"];
    expect(await curl(...accept, "--data-urlencode", `query=${SELECT}`)).toBe(csv);
    expect(await curl(...accept, "-G", "--data-urlencode", `query=${SELECT}`)).toBe(csv);
    expect(await curl(...accept, "-H", "Content-Type: application/sparql-query", "--data", SELECT)).toBe(csv);
    expect(await curl("-d", "format=csv", "--data-urlencode", `query=${SELECT}`)).toBe(csv);
  });

  it("that names no form gets JSON of a table, and Turtle of a graph", async () => {
    expect(JSON.parse(await curl("--data-urlencode", `query=${ASK}`))).toMatchObject({ boolean: true });
    expect(await curl("--data-urlencode", `query=${CONSTRUCT}`)).toContain(`<${SCHOOL}> rdfs:label "${NAME}" .`);
  });

  it("with --compressed gets the same, and with --fail ends with 22 when the query is wrong", async () => {
    const plain = await curl("--data-urlencode", `query=${GRAPHS}`);
    expect(await curl("--compressed", "--data-urlencode", `query=${GRAPHS}`)).toBe(plain);
    await expect(curl("--fail", "--data-urlencode", "query=SELECT WAT")).rejects.toMatchObject({ code: 22 });
  });
});
