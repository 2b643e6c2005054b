import { describe, expect, test } from "vitest";
import { quadToLine } from "#src/rdf/nquads.js";
import { readDocument } from "#src/rdf/read/document.js";

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function read(name: string, text: string): Promise<string> {
  const context = { url: "http://localhost:3000/def/context.jsonld", document: {} };
  let lines = "";
  for await (const quad of readDocument({ name, bytes: bytesOf(text), baseIri: "http://x.test/", context })) {
    lines += quadToLine(quad);
  }
  return lines;
}

function jsonLd(object: unknown): string {
  return JSON.stringify({ "@id": "http://x.test/a", "http://x.test/p": object });
}

function rdfXml(attributes: string): string {
  return (
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x.test/">` +
    `<rdf:Description rdf:about="http://x.test/a"><x:p ${attributes}>b</x:p></rdf:Description></rdf:RDF>`
  );
}

describe("a document that says what no N-Quads can hold is refused, and the statement named", () => {
  test.each([
    ["a.jsonld", jsonLd({ "@value": "b", "@language": "nl nl" }), 'statement 1 has the language tag "nl nl"'],
    ["a.jsonld", jsonLd({ "@value": "b", "@language": "nl <http://y.test/g> .\n<s" }), "the language tag"],
    ["a.rdf", rdfXml('xml:lang="nl &gt;"'), "the language tag"],
    ["a.jsonld", jsonLd({ "@value": "half \ud800" }), "half a character"],
    ["a.rdf", rdfXml('rdf:datatype="http://x.test/een type"'), "een type"],
  ])("%s %s", async (name, text, reason) => {
    await expect(read(name, text)).rejects.toThrow(reason);
  });
});

test("a language tag of any number of parts is read", async () => {
  const text = jsonLd({ "@value": "b", "@language": "de-CH-1996" });
  expect(await read("a.jsonld", text)).toBe('<http://x.test/a> <http://x.test/p> "b"@de-ch-1996 .\n');
});

test.each(["double", "float"])(
  "a number too large for an xsd:%s is infinite, in the word that XSD has for it",
  async (type) => {
    const datatype = `http://www.w3.org/2001/XMLSchema#${type}`;
    // JSON.stringify has no such numbers.
    const text = jsonLd([1, -1].map((value) => ({ "@value": value, "@type": datatype }))).replaceAll(
      /1(?=,"@type")/g,
      "1e400",
    );
    expect(await read("a.jsonld", text)).toBe(
      ["INF", "-INF"].map((value) => `<http://x.test/a> <http://x.test/p> "${value}"^^<${datatype}> .\n`).join(""),
    );
  },
);

test.each(["INF", "-INF", "NaN", "3.0000000000000004E-1", "6.40", "veel"])(
  "a double that is written as text is read as it is written: %s",
  async (value) => {
    const datatype = "http://www.w3.org/2001/XMLSchema#double";
    const text = jsonLd({ "@list": [{ "@value": value, "@type": datatype }] });
    expect(await read("a.jsonld", text)).toContain(`#first> "${value}"^^<${datatype}> .\n`);
  },
);

test("a number in JSON that is a double by itself is one", async () => {
  const text = jsonLd([1, -1, 0.5]).replace("[1,-1,", "[1e400,-1e400,");
  expect(
    [...(await read("a.jsonld", text)).matchAll(/"([^"]*)"\^\^<[^>]*#double>/g)].map(([, value]) => value),
  ).toEqual(["INF", "-INF", "5.0E-1"]);
});
