import { expect, test } from "vitest";
import { ProblemList } from "#src/mapping/problem.js";
import { type YamlNode, readFullYaml } from "#src/mapping/yarrrml/yaml-tree.js";

function plain(node: YamlNode | undefined): unknown {
  if (node === undefined || node.kind === "text") return node?.text;
  if (node.kind === "list") return node.items.map(plain);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, plain(value)]));
}

const ANCHORS = "een: &een { a: '1', b: '1' }\ntwee: &twee { b: '2', c: '2' }\n";

test.each([
  ["the map's own keys win, wherever they stand", "{ <<: *een, b: eigen }", { a: "1", b: "eigen" }],
  [
    "of several maps the one named first wins",
    "{ <<: [*een, *twee], d: eigen }",
    { a: "1", b: "1", c: "2", d: "eigen" },
  ],
  ["what is no map is a value like any other", "{ <<: tekst }", { "<<": "tekst" }],
])("a map takes over what its merge key names: %s", (_what, map, expected) => {
  const problems = new ProblemList("m.yml");
  expect(plain(readFullYaml(`${ANCHORS}drie: ${map}\n`, problems))).toMatchObject({ drie: expected });
  expect(problems.size).toBe(0);
});
