import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { folder } from "../../folder.js";
import { sharedIsMissing } from "../../shared.js";
import { moment, uuid } from "../ckan/packages.js";
import { ckan } from "../ckan/server.js";
import { ofDuo, ofDuos, ofOthers, realPackage, Register } from "./packages.js";

const answer = (result: unknown): string => JSON.stringify({ help: "https://x/help_show", success: true, result });

async function held(from: string, words: { full?: boolean } = {}): Promise<Register> {
  const register = new Register();
  await register.update({ from, ...words });
  return register;
}

describe("files", () => {
  test.each([
    ["an answer of package_search", answer({ count: 2, results: [ofDuo(1), ofOthers(2)] }), 2],
    ["an answer of package_show", answer(ofDuo(1)), 1],
    ["a package as it is", JSON.stringify(ofDuo(1)), 1],
    ["a list of packages", JSON.stringify([ofDuo(1), ofDuo(2), ofDuo(3)]), 3],
  ])("%s, whatever its scope", async (_what, content, expected) => {
    const path = join(await folder(), "x.json");
    await writeFile(path, content);
    expect((await held(path)).list).toHaveLength(expected);
  });

  test("of a folder, compressed and below it too; what is no JSON is passed over, with a note", async () => {
    const dir = await folder();
    await mkdir(join(dir, "meer"));
    await writeFile(join(dir, "a.json"), answer(ofDuo(1)));
    await writeFile(join(dir, "meer", "b.json.gz"), gzipSync(answer({ count: 1, results: [ofDuo(2)] })));
    await writeFile(join(dir, "README.md"), "over dit");
    const register = await held(dir);
    expect(register.names).toEqual(["pakket-1", "pakket-2"]);
    expect(register.notes).toEqual(["README.md: passed over, for it is no JSON"]);
  });

  test("of which several hold a package: its newest version counts, in whichever file", async () => {
    for (const order of [0, 1]) {
      const dir = await folder();
      const versions = [ofDuo(1, { title: "Oud" }), ofDuo(1, { title: "Nieuw", metadata_modified: moment(9) })];
      for (const [i, each] of versions.entries())
        await writeFile(join(dir, `${Math.abs(i - order)}.json`), JSON.stringify(each));
      expect((await held(dir)).list.map((each) => each["title"])).toEqual(["Nieuw"]);
    }
  });

  test("are put beside what is held, or with a word in its place", async () => {
    const register = new Register();
    register.list = ofDuos(3);
    register.mark = { at: moment(3), question: "https://x" };
    const path = join(await folder(), "x.json");
    await writeFile(path, JSON.stringify(ofDuo(7)));
    await register.update({ from: path });
    expect([register.names.length, register.mark]).toEqual([4, { at: moment(3), question: "https://x" }]);
    await register.update({ from: path, full: true });
    expect(register.names).toEqual(["pakket-7"]);
  });

  test("that call a package deleted, or private, take it out, unless what is held is newer", async () => {
    const register = new Register();
    register.list = ofDuos(3);
    const path = join(await folder(), "x.json");
    const gone = [
      ofDuo(1, { state: "deleted" }),
      ofDuo(2, { private: true }),
      ofDuo(3, { state: "deleted", metadata_modified: moment(1) }),
    ];
    await writeFile(path, JSON.stringify(gone));
    await register.update({ from: path });
    expect(register.names).toEqual(["pakket-3"]);
  });

  test.each([
    ["no JSON", "a;b\n1;2\n", /x\.json/],
    ["JSON of something else", '{"a":1}', /x\.json.*no CKAN package/],
    ["half of an answer", answer({ count: 1, results: [ofDuo(1)] }).slice(0, -9), /x\.json/],
    [
      "an answer that says no",
      '{"success":false,"error":{"__type":"Not Found Error","message":"Not found"}}',
      /Not Found/,
    ],
  ])("with %s are refused, and what is held stays", async (_what, content, message) => {
    const register = new Register();
    register.list = ofDuos(2);
    const path = join(await folder(), "x.json");
    await writeFile(path, content);
    await expect(register.update({ from: path })).rejects.toThrow(message);
    expect(register.names).toHaveLength(2);
  });

  test("that are not there are told at once", async () => {
    await expect(held(join(await folder(), "geen.json"))).rejects.toThrow("no such file or folder");
  });

  test.skipIf(sharedIsMissing)("the real package goes through unchanged", async () => {
    const real = realPackage();
    const path = join(await folder(), "package.json");
    await writeFile(path, JSON.stringify(real));
    expect((await held(path)).list).toEqual([real]);
  });
});

test("the URL of one answer is a file; that of an API, whichever way it is written, is the register", async () => {
  const server = await ckan({ packages: ofDuos(3) });
  const show = `${server.site}/api/3/action/package_show?id=${uuid(2)}`;
  expect((await held(show)).names).toEqual(["pakket-2"]);
  for (const root of ["/api/3", "/api/3/action", "/api/action/"]) {
    expect((await held(server.site + root)).names).toHaveLength(3);
  }
});
