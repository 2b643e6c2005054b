import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pointOf, polygonOf } from "#src/records/geojson.js";

const point = (...coordinates: unknown[]): unknown => ({ type: "Point", coordinates });

describe("a point", () => {
  test("has latitude, longitude and well-known text, longitude first", () => {
    expect(pointOf(point(5.1214, 52.0907))).toEqual({
      value: { lat: "52.0907", long: "5.1214", wkt: "POINT(5.1214 52.0907)" },
    });
  });

  test("may come as text, and with a height, which is passed over", () => {
    expect(pointOf('{"type":"Point","coordinates":[5,52.5,3]}')).toEqual({
      value: { lat: "52.5", long: "5", wkt: "POINT(5 52.5)" },
    });
  });

  test.each([
    ["outside the range of latitude", point(5, 90.1)],
    ["outside the range of longitude", point(-180.5, 52)],
    ["with texts for numbers", point("5", "52")],
    ["with one coordinate", point(5)],
    ["without coordinates", { type: "Point" }],
    ["that is no number", point(Number.NaN, 52)],
    ["of another type", { type: "MultiPoint", coordinates: [[5, 52]] }],
    ["as text that is no JSON", "POINT(5 52)"],
    ["as a list", [5, 52]],
  ])("%s is none", (_what, given) => {
    expect(pointOf(given)).toHaveProperty("bad");
  });

  test("never throws, and is within the world", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.array(fc.double()).map((c) => point(...c)),
        ),
        (given) => {
          const made = pointOf(given);
          if ("bad" in made) return;
          expect(Math.abs(Number(made.value["lat"]))).toBeLessThanOrEqual(90);
          expect(Math.abs(Number(made.value["long"]))).toBeLessThanOrEqual(180);
        },
      ),
    );
  });
});

describe("a polygon", () => {
  const ring = [
    [5, 52],
    [5.5, 52],
    [5.5, 52.5],
    [5, 52],
  ];

  test("is well-known text with its holes", () => {
    const hole = ring.map(([x = 0, y = 0]) => [x + 0.25, y]);
    expect(polygonOf({ type: "Polygon", coordinates: [ring, hole] })).toEqual({
      value: "POLYGON((5 52,5.5 52,5.5 52.5,5 52),(5.25 52,5.75 52,5.75 52.5,5.25 52))",
    });
  });

  test.each([
    ["that is not closed", { type: "Polygon", coordinates: [ring.slice(0, 3)] }],
    ["without rings", { type: "Polygon", coordinates: [] }],
    ["with a ring that is none", { type: "Polygon", coordinates: ["x"] }],
    [
      "with a corner outside the world",
      {
        type: "Polygon",
        coordinates: [
          [
            [5, 52],
            [500, 52],
            [5, 53],
            [5, 52],
          ],
        ],
      },
    ],
    ["of too many corners", { type: "Polygon", coordinates: [Array.from({ length: 50_001 }, () => [5, 52])] }],
    ["that is a point", point(5, 52)],
  ])("%s is none", (_what, given) => {
    expect(polygonOf(given)).toHaveProperty("bad");
  });
});
