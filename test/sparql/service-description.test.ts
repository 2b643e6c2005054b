import { expect, test } from "vitest";
import type { Manifest } from "#src/archive/manifest.js";
import { serviceDescription } from "#src/sparql/service-description.js";

test("graphs of which the paths are alike but for a slash are named graphs of their own", () => {
  const paths = ["/graph/a/b", "/graph/a-b"];
  const graphs = Object.fromEntries(paths.map((path) => [path, { path, current: { quads: 1 } }]));
  const manifest = { graphs } as unknown as Manifest;
  const quads = serviceDescription({ base: "http://x.test", manifest: () => manifest });
  const names = quads.filter(({ predicate }) => predicate.value.endsWith("#name"));
  expect(names.map(({ object }) => object.value)).toEqual(paths.map((path) => `http://x.test${path}`));
  expect(new Set(names.map(({ subject }) => subject.value)).size).toBe(2);
});
