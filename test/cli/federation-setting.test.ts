import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readConfiguration } from "#src/cli/configuration.js";
import { folder } from "../folder.js";

async function read(yaml: string): Promise<ReturnType<typeof readConfiguration>> {
  const path = join(await folder(), "onderwijsgraaf.config.yaml");
  await writeFile(path, yaml);
  return readConfiguration(path);
}

test("endpoints are URLs, or say that they are in the operator's own network", async () => {
  const { federation } = await read(
    "federation: { endpoints: [https://a.test/sparql, { url: 'http://10.0.0.5/sparql', private: true }], limits: { ms: 500 } }",
  );
  expect(federation).toEqual({
    endpoints: [{ url: "https://a.test/sparql" }, { url: "http://10.0.0.5/sparql", private: true }],
    limits: { ms: 500 },
  });
});

test.each([
  ["[http://127.0.0.1:8890/sparql]", /127\.0\.0\.1:8890\/sparql: this address is not public/],
  ["[sparql]", /http or https/],
  ["[]", /name an endpoint/],
  ["[{ url: 'https://a.test/', follow: true }]", /federation/],
])("endpoints: %s is refused with a sentence", async (endpoints, why) => {
  await expect(read(`federation: { endpoints: ${endpoints} }`)).rejects.toThrow(why);
});
