import { expect, test } from "vitest";
import { modifiedOf } from "#src/sources/ckan/package.js";

test.each([
  ["2024-01-02T03:04:05.678901", "2024-01-02T03:04:05.678901"],
  ["2024-01-02T03:04:05Z", "2024-01-02T03:04:05"],
  ["2024-01-02T03:04:05+00:00", "2024-01-02T03:04:05"],
  // Not UTC: as a mark it could not be compared with the others, nor asked for.
  ["2024-01-02T03:04:05+02:00", undefined],
  ["2024-01-02T03:04:05 or so", undefined],
  ["2024-01-02", undefined],
  [1_704_164_645, undefined],
])("metadata_modified %j is the moment %j", (value, moment) => {
  expect(modifiedOf({ id: "1", name: "a", metadata_modified: value })).toBe(moment);
});
