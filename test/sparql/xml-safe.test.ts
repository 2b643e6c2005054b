import { describe, expect, test } from "vitest";
import { xmlSafe } from "#src/sparql/xml-safe.js";

/** What comes of a text that arrives in chunks of so many bytes. */
async function passed(text: string, size: number): Promise<string> {
  const bytes = Buffer.from(text);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
  }
  const made: Uint8Array[] = [];
  for await (const chunk of xmlSafe(chunks())) made.push(chunk);
  return Buffer.concat(made).toString();
}

describe("results in XML", () => {
  test.each([1, 2, 3, 4, 100])("have no character that XML cannot hold, in chunks of %d bytes", async (size) => {
    expect(await passed("a\u0000b\u0008\u000b\u000c\u001f\ufffec\uffff", size)).toBe(
      "a\ufffdb\ufffd\ufffd\ufffd\ufffd\ufffdc\ufffd",
    );
  });

  test.each([1, 2, 3, 4, 100])("keep all else as it is, in chunks of %d bytes", async (size) => {
    const text = "\t\n é €\ufffd\uf8ff\uffef 😀 \u007f";
    expect(await passed(text, size)).toBe(text);
  });

  test.each([1, 2, 100])(
    "say a carriage return, of which a reader would make a line feed, in chunks of %d bytes",
    async (size) => {
      expect(await passed("<literal>a\r\nb\r</literal>", size)).toBe("<literal>a&#13;\nb&#13;</literal>");
    },
  );

  test("that nobody reads are ended at their source", async () => {
    let isEnded = false;
    const source = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.resolve({ done: false as const, value: Buffer.from("x") }),
        return: () => {
          isEnded = true;
          return Promise.resolve({ done: true as const, value: undefined });
        },
      }),
    };
    await xmlSafe(source)[Symbol.asyncIterator]().return?.();
    expect(isEnded).toBe(true);
  });
});
