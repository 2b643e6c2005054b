import { afterAll, beforeAll, expect, it } from "vitest";
import { GRAPH, type Rig, startRig } from "../server/rig.js";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

it.each(["/catalog", GRAPH])(
  "the page of %s has a tag of its own in each language, its data one in all",
  async (path) => {
    const tagsAs = async (accept: string): Promise<(string | null)[]> => {
      const answers = [await rig.get(path, { accept }), await rig.get(`${path}?lang=en`, { accept })];
      return answers.map(({ headers }) => headers.get("etag"));
    };
    const [dutch, english] = await tagsAs("text/html");
    expect(english).not.toBe(dutch);
    const [one, other] = await tagsAs("text/turtle");
    expect(other).toBe(one);
  },
);
