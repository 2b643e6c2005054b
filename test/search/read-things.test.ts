import { afterAll, beforeAll, expect, it } from "vitest";
import { readThings } from "#src/search/read-things.js";
import type { Thing } from "#src/search/thing.js";
import { BASE, type Rig, startRig } from "../server/rig.js";

const LONG = `<${BASE}/id/vestiging/77ZZ77>`;
/** Longer than is kept of a name or a description, where a character of two halves stands at the end. */
const long = (length: number): string => `"${"x".repeat(length - 1)}😀 en meer"`;

let rig: Rig;
beforeAll(async () => {
  const says = [
    `${LONG} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <${BASE}/def/onderwijs#Vestiging>`,
    `${LONG} <http://www.w3.org/2000/01/rdf-schema#label> ${long(500)}`,
    `${LONG} <http://purl.org/dc/terms/description> ${long(300)}`,
  ];
  rig = await startRig({ more: { "/graph/duo/lang": says } });
});
afterAll(() => rig.close());

it("of a long name or description the beginning is read, in whole characters", async () => {
  const read = new Map<string, Thing>();
  for await (const thing of readThings(rig.dataDir, rig.manifest, "full")) read.set(thing.path, thing);
  expect(read.get("/id/vestiging/77ZZ77")).toMatchObject({ label: "x".repeat(499), text: "x".repeat(299) });
});
