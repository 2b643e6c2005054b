import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Rig, startRig } from "../server/rig.js";

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const described = (): string => join(rig.dataDir, rig.manifest.graphs["/graph/meta"]?.current?.file ?? "");
/** In a coding, since a whole answer in the same one is given again anyway. */
const turtle = async (coding: string): Promise<string> =>
  (await rig.get("/catalog", { accept: "text/turtle", "accept-encoding": coding })).text();

it("the catalogue is made once for a version of the archive, whoever asks and where", async () => {
  const text = await turtle("identity");
  await rm(described());
  expect(await turtle("gzip")).toBe(text);
  expect(await (await rig.get("/.well-known/void", { accept: "text/turtle" })).text()).toBe(text);
});

it("the catalogue is made anew after a publish", async () => {
  await turtle("identity");
  rig.manifestIs(() => ({ ...rig.manifest, version: "20261123T101112Z", graphs: {} }));
  const response = await rig.get("/catalog.nt");
  expect(await response.text()).toBe("");
});

it("a catalogue that could not be made is tried again", async () => {
  const { graphs } = rig.manifest;
  const entry = graphs["/graph/meta"];
  if (entry?.current === undefined) throw new Error("the rig has no /graph/meta");
  const broken = { ...entry, current: { ...entry.current, file: "graphs/weg.nq" } };
  rig.manifestIs(() => ({ ...rig.manifest, graphs: { ...graphs, "/graph/meta": broken } }));
  expect((await rig.get("/catalog.ttl")).status).toBe(503);
  rig.manifestIs(() => rig.manifest);
  expect((await rig.get("/catalog.ttl")).status).toBe(200);
});
