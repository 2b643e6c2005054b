import { createHash } from "node:crypto";
import { open, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { patchGraph } from "#src/archive/graph-patch.js";
import { SortedSearch } from "#src/archive/sorted-search.js";
import { folder, reference } from "./folder.js";

const GRAPH = "http://x/graph";

/** A line about a subject, which may be a `#` child. */
function line(subject: string, object: string): string {
  return `<http://x/${subject}> <http://p> "${object}" <${GRAPH}> .`;
}

/** Neighbours of a subject in the order of bytes: `#` children, names that go on with `-`, `/`, a digit, `é`. */
const subject = fc.constantFrom("a", "ab", "a-b", "a/b", "a1", "b", "é", "z");
const statement = fc.record({
  subject,
  child: fc.constantFrom("", "#adres", "#é"),
  object: fc.stringMatching(/^[a-zé€]{0,40}$/),
});
const toLine = ({ subject: s, child, object }: { subject: string; child: string; object: string }): string =>
  line(s + child, object);

describe("patching a graph", () => {
  test("gives the file that sorting it anew would, whatever is replaced", async () => {
    const dir = await folder();
    let n = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(statement, { maxLength: 40 }),
        fc.array(subject),
        fc.array(statement, { maxLength: 20 }),
        async (before, replaced, fresh) => {
          n += 1;
          const subjects = new Map<string, string[]>(replaced.map((s) => [`http://x/${s}`, []]));
          for (const each of fresh) {
            const iri = `http://x/${each.subject}`;
            subjects.set(iri, [...(subjects.get(iri) ?? []), toLine(each)]);
          }
          const old = reference(before.map((each) => `${toLine(each)}\n`));
          const [from, to] = [join(dir, `${n}.nq`), join(dir, `${n}-new.nq`)];
          await writeFile(from, old);
          const quads = old.split("\n").length - 1;
          const patched = await patchGraph({ from, quads, to, file: "staging/x.nq", subjects });
          const kept = before.filter((each) => !subjects.has(`http://x/${each.subject}`));
          const expected = reference([...kept, ...fresh].map((each) => `${toLine(each)}\n`));
          const bytes = await readFile(to);
          expect(bytes.toString()).toBe(expected);
          expect(patched.quads).toBe(expected.split("\n").length - 1);
          expect(patched.bytes).toBe(bytes.length);
          expect(patched.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
          const taken = before.filter((each) => subjects.has(`http://x/${each.subject}`));
          expect(
            reference([patched.removed].filter((text) => text !== "").flatMap((t) => t.match(/.*\n/g) ?? [])),
          ).toBe(reference(taken.map((each) => `${toLine(each)}\n`)));
        },
      ),
      { numRuns: 150 },
    );
  });

  test("finds lines in a file of many blocks, the first and the last too", async () => {
    const path = join(await folder(), "large.nq");
    const names = Array.from({ length: 5_000 }, (_, i) => `s${String(i).padStart(5, "0")}`);
    await writeFile(path, names.map((name) => `${line(name, "x".repeat(Number(name.slice(1)) % 90))}\n`).join(""));
    const handle = await open(path, "r");
    try {
      const { size } = await handle.stat();
      const search = new SortedSearch(handle.fd, size);
      const text = await readFile(path, "utf8");
      for (const name of ["s00000", "s00001", "s02500", "s04998", "s04999"]) {
        const { start, end } = search.spanOf(`<http://x/${name}> `);
        expect(text.slice(start, end)).toContain(`<http://x/${name}> `);
        expect(text.slice(start, end).split("\n")).toHaveLength(2);
      }
      expect(search.spanOf("<http://x/t")).toEqual({ start: size, end: size });
      expect(search.spanOf("<http://a")).toEqual({ start: 0, end: 0 });
    } finally {
      await handle.close();
    }
  });
});
