import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { asNTriples } from "#src/store/remote/triples.js";

const LINE = '<http://x/1>\t<http://p>\t"é" .\n';

/** An answer that never ends. */
function endless(text: string): Readable {
  return Readable.from(
    (async function* () {
      for (;;) yield Buffer.from(text);
    })(),
    { objectMode: false },
  );
}

test("an answer that nobody reads to its end is closed", async () => {
  const body = endless(LINE.repeat(1000));
  const reading = asNTriples(body, "application/n-triples");
  expect(String((await reading.next()).value)).toContain('<http://x/1> <http://p> "é" .\n');
  await reading.return(undefined);
  await expect.poll(() => body.destroyed).toBe(true);
});

test("so is one that is no N-Triples, and one that breaks off is an error", async () => {
  const body = endless("<http://x/1> nonsense\n");
  await expect(asNTriples(body, "application/n-triples").next()).rejects.toThrow("line 1");
  await expect.poll(() => body.destroyed).toBe(true);

  const broken = endless(LINE);
  const reading = asNTriples(broken, "application/n-triples");
  await reading.next();
  broken.destroy(new Error("the engine has gone"));
  await expect(
    (async () => {
      for await (const _ of reading);
    })(),
  ).rejects.toThrow("the engine has gone");
});
