import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Form, type FormInMaking, Forms } from "#src/catalog/forms.js";
import { readContext } from "#src/rdf/jsonld-context.js";

const GRAPH = "https://graaf.test/graph/duo/x";
const vocabulary = { prefixes: {}, context: readContext({ "@context": {} }), contextUrl: "https://graaf.test/c" };
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "vormen-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** A version of a graph of so many statements, and the making of a form of it. */
async function task(statements: number): Promise<Parameters<Forms["get"]>[1]> {
  const lines = Array.from({ length: statements }, (_, i) => `<urn:s:${i}> <urn:p> "${"x".repeat(80)}" <${GRAPH}> .\n`);
  const text = lines.join("");
  await writeFile(join(dir, "x.nq"), text);
  const provenance = { source: "duo", run: "https://graaf.test/id/lading/x" };
  const version = {
    stamp: "20261101T000000Z",
    file: "x.nq",
    quads: statements,
    bytes: text.length,
    sha256: "",
    provenance,
  };
  return { dataDir: dir, of: { graph: { graph: GRAPH, version } }, format: "nt", gz: false, vocabulary, comments: [] };
}

function isMaking(form: Form | FormInMaking): form is FormInMaking {
  return "whole" in form;
}

async function finished(form: Form | FormInMaking): Promise<Form> {
  return isMaking(form) ? form.whole : form;
}

it("a form can be read while it is made, by several, and is the same as when it is whole", async () => {
  const forms = new Forms(join(dir, "forms"));
  const making = forms.get("a", await task(50_000));
  if (!isMaking(making)) throw new Error("it was there already");
  const read = async (): Promise<string> => {
    const pieces: Buffer[] = [];
    for await (const piece of making.read()) pieces.push(piece);
    return Buffer.concat(pieces).toString();
  };
  const [one, other, whole] = await Promise.all([read(), read(), making.whole]);
  expect(one.split("\n")).toHaveLength(50_001);
  expect(other).toBe(one);
  expect(await readFile(whole.path, "utf8")).toBe(one);
});

it("who asks while it is made joins in: it is made once", async () => {
  const forms = new Forms(join(dir, "forms"));
  const work = await task(10);
  const making = forms.get("a", work);
  expect(forms.get("a", work)).toBe(making);
  await finished(making);
});

it("is found again by the next service, which sweeps up what the last did not finish", async () => {
  const whole = await finished(new Forms(join(dir, "forms")).get("a", await task(10)));
  await writeFile(join(dir, "forms", "b-1-1.part"), "half");
  expect(new Forms(join(dir, "forms")).get("a", await task(10))).toEqual(whole);
  expect(await readdir(join(dir, "forms"))).toHaveLength(1);
});

it("makes room by the one that was asked longest ago", async () => {
  const forms = new Forms(join(dir, "forms"), { mostBytes: 2500 });
  const work = await task(10);
  await finished(forms.get("a", work));
  await finished(forms.get("b", work));
  expect(isMaking(forms.get("a", work))).toBe(false);
  await finished(forms.get("c", work));
  await expect.poll(() => readdir(join(dir, "forms"))).toHaveLength(2);
  expect(isMaking(forms.get("a", work))).toBe(false);
  const again = forms.get("b", work);
  expect(isMaking(again)).toBe(true);
  await finished(again);
});

it.each(["its file", "the folder"])("is made again when %s was thrown away", async (what) => {
  const forms = new Forms(join(dir, "forms"));
  const work = await task(10);
  const whole = await finished(forms.get("a", work));
  await rm(what === "its file" ? whole.path : join(dir, "forms"), { recursive: true });
  expect(await finished(forms.get("a", work))).toEqual(whole);
});

it("a version that is not in the archive is an error that names it, and leaves no file", async () => {
  const forms = new Forms(join(dir, "forms"));
  const work = await task(10);
  await rm(join(dir, "x.nq"));
  await expect(finished(forms.get("a", work))).rejects.toThrow(/x\.nq is missing/);
  await expect.poll(() => readdir(join(dir, "forms"))).toEqual([]);
});
