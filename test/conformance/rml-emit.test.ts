/** A mapping that is written out, in the new vocabulary or the old, and read again does the same work. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isomorphic } from "rdf-isomorphic";
import { describe, expect, test } from "vitest";
import { emitMapping } from "#src/mapping/emit.js";
import { InputError } from "#src/mapping/input.js";
import type { MappingModel } from "#src/mapping/model.js";
import { MappingError } from "#src/mapping/problem.js";
import { readMapping } from "#src/mapping/read.js";
import { mapText } from "#src/mapping/run.js";
import { absent, quads, suites } from "./rml-suites.js";

async function output(model: MappingModel, base: string): Promise<string> {
  let text = "";
  for await (const piece of mapText(model, { base })) text += piece;
  return text;
}

/** Old RML has no natural datatypes for JSON, and takes an array apart. */
function untyped(text: string): string {
  return text.replaceAll(/"\^\^<http:\/\/www\.w3\.org\/2001\/XMLSchema#(?:integer|double|boolean)>/g, '"');
}

/** What only the new vocabulary can say: base IRIs per map, URI and unsafe IRIs, joins on more than references. */
const NEW_ONLY = /RMLTC00(?:26[a-d]|27[ab]|25b)-|RMLTC0030[b-f]-/;

describe.skipIf(absent)("a mapping written out and read again", () => {
  for (const { name, base, cases } of suites) {
    for (const { id, folder } of cases) {
      test(`${name}: ${id}`, async () => {
        const path = join(folder, "mapping.ttl");
        let model: MappingModel;
        let before: string;
        try {
          model = readMapping(readFileSync(path, "utf8"), { path });
          before = await output(model, base);
        } catch (error) {
          if (error instanceof MappingError || error instanceof InputError) return;
          throw error;
        }
        const again = readMapping(emitMapping(model, "rml"), { path });
        expect(isomorphic(quads(await output(again, base)), quads(before))).toBe(true);
        if (NEW_ONLY.test(id)) return;
        const old = readMapping(emitMapping(model, "rml-old"), { path });
        const text = await output(old, base);
        expect(isomorphic(quads(untyped(text)), quads(untyped(before)))).toBe(true);
      });
    }
  }
});
