import { access } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { expect, test, vi } from "vitest";
import { PackagePool } from "#src/sources/donl/package-pool.js";
import { folder } from "../../folder.js";
import { moment, pack, uuid } from "../ckan/packages.js";

async function listOf(pool: PackagePool): Promise<string> {
  return text(pool.opened().body);
}

test("the list has each package once, in its newest version, in the order of ids, whatever order they came in", async () => {
  const versions = [pack(1), pack(2), pack(3), pack(2, { title: "Nieuwer", metadata_modified: moment(90) })];
  const lists = await Promise.all(
    [versions, versions.toReversed()].map(async (given) => {
      const pool = await PackagePool.create(await folder());
      for (const each of given) await pool.add(each);
      expect(pool.size).toBe(3);
      return listOf(pool);
    }),
  );
  expect(lists[0]).toBe(lists[1]);
  const { results } = JSON.parse(lists[0] ?? "") as { results: { id: string; title: string }[] };
  expect(results.map(({ id }) => id)).toEqual([uuid(1), uuid(2), uuid(3)].sort());
  expect(results.find(({ id }) => id === uuid(2))?.title).toBe("Nieuwer");
});

test("a package is as it came: nulls, texts that look like numbers, letters of every script", async () => {
  const odd = pack(1, {
    author: null,
    high_value: "false",
    notes: "Ĳ 𝄞 \u0000 \"'",
    size: "12",
    nested: { a: [1.5, []] },
  });
  const pool = await PackagePool.create(await folder());
  await pool.put(odd);
  expect((JSON.parse(await listOf(pool)) as { results: unknown[] }).results).toEqual([odd]);
});

test("an older version is taken only when it is put there; one without a time of change counts as new", async () => {
  const pool = await PackagePool.create(await folder());
  await pool.add(pack(1, { metadata_modified: moment(9) }));
  await pool.add(pack(1, { title: "Ouder" }));
  expect(pool.hasVersion(pack(1, { metadata_modified: moment(9) }))).toBe(true);
  await pool.put(pack(1, { title: "Ouder" }));
  expect(pool.hasVersion(pack(1))).toBe(true);
  await pool.add(pack(1, { title: "Zonder tijd", metadata_modified: null }));
  expect(await listOf(pool)).toContain("Zonder tijd");
});

test("what is removed is not in the list; nothing at all is an empty list", async () => {
  const pool = await PackagePool.create(await folder());
  await pool.add(pack(1));
  expect(pool.others(new Set())).toEqual([{ id: uuid(1), name: "pakket-1" }]);
  pool.remove(uuid(1));
  expect(JSON.parse(await listOf(pool))).toEqual({ results: [] });
});

test("its folder goes with the list", async () => {
  const pool = await PackagePool.create(await folder());
  await access(pool.folder);
  await listOf(pool);
  await vi.waitFor(() => expect(access(pool.folder)).rejects.toThrow("ENOENT"));
});
