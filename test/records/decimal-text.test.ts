import * as fc from "fast-check";
import { Store } from "oxigraph";
import { describe, expect, test } from "vitest";
import { decimalText } from "#src/records/decimal-text.js";

describe("a number as decimal", () => {
  test.each([
    [5.1214, "5.1214"],
    [52, "52"],
    [-0, "0"],
    [-0.5, "-0.5"],
    [1e-7, "0.0000001"],
    [-1.25e-10, "-0.000000000125"],
    [1.5e21, "1500000000000000000000"],
    [1e-30, "0"],
    [-1e-30, "0"],
  ])("%d is %s", (number, text) => {
    expect(decimalText(number)).toBe(text);
  });

  test("is the same number, in the form that the store leaves alone", () => {
    fc.assert(
      fc.property(fc.double({ min: -180, max: 180, noNaN: true }), (number) => {
        const text = decimalText(number);
        expect(Math.abs(Number(text) - number)).toBeLessThan(1e-17);
        const store = new Store();
        store.load(`<x:s> <x:p> "${text}"^^<http://www.w3.org/2001/XMLSchema#decimal> .`, {
          format: "application/n-triples",
        });
        expect(store.match()[0]?.object.value).toBe(text);
        expect(store.query("ASK { ?s ?p ?n FILTER(?n <= 180) }")).toBe(true);
      }),
    );
  });
});
