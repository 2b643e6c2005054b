import { open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { SortedSearch } from "#src/archive/sorted-search.js";
import { folder } from "./folder.js";

/** Lines of all lengths, some longer than what is read at a time; many begin alike. */
const anyLine = fc
  .record({ start: fc.stringMatching(/^[abé]{1,3}$/), fill: fc.constantFrom(0, 1, 40, 300, 1_500, 20_000) })
  .map(({ start, fill }) => `${start} ${"x".repeat(fill)}`);

test("the lines that begin with a text are found, whatever the file", async () => {
  const path = join(await folder(), "lines");
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyLine, { maxLength: 150 }),
      fc.array(fc.stringMatching(/^[abéz]{0,4} ?$/), { minLength: 1, maxLength: 20 }),
      async (lines, prefixes) => {
        const sorted = lines.map((line) => Buffer.from(`${line}\n`)).sort((a, b) => a.compare(b));
        const bytes = Buffer.concat(sorted);
        await writeFile(path, bytes);
        const handle = await open(path, "r");
        try {
          // One search for all: what it remembers of one is of use, and no harm, to the next.
          const search = new SortedSearch(handle.fd, bytes.length);
          for (const prefix of prefixes) {
            const { start, end } = search.spanOf(prefix);
            const found = sorted.filter((line) => line.toString().startsWith(prefix));
            expect(bytes.subarray(start, end)).toEqual(Buffer.concat(found));
            const before = sorted.filter((line) => line.compare(Buffer.from(prefix)) < 0);
            expect(start).toBe(Buffer.concat(before).length);
          }
        } finally {
          await handle.close();
        }
      },
    ),
    { numRuns: 60 },
  );
});
