import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  bridge,
  type Box,
  laidOut,
  mainClasses,
  neighbourhood,
  type Selection,
} from "#src/pages/vocabulary/diagram.js";
import { termIndex } from "#src/pages/vocabulary/term-index.js";
import { loadOntology } from "#src/resources/ontology.js";

const BASE = "https://graaf.test";
const ontology = loadOntology(fileURLToPath(new URL("../../../ontology", import.meta.url)), BASE);
const index = termIndex(ontology, BASE);
const local = (iri: string): string => iri.replace(/^.*[/#]/, "");
const classes = [...index.terms.values()].filter(({ kind }) => kind === "class");
const properties = [...index.terms.values()].filter(({ kind }) => kind === "property");

function overlap(a: Box, b: Box): boolean {
  return Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) * 2 < a.height + b.height;
}

/** What is wrong with a drawing; text counts as wide as it is drawn at most. */
function faults(selection: Selection): string[] {
  const drawn = laidOut(selection, local, (n) => `+${n}`);
  return drawn.boxes.flatMap((box, place) => [
    ...(box.x - box.width / 2 < 0 || box.x + box.width / 2 > drawn.width ? [`${local(box.iri)} is beside`] : []),
    ...(box.y - box.height / 2 < 0 || box.y + box.height / 2 > drawn.height
      ? [`${local(box.iri)} is above or below`]
      : []),
    ...(box.width < box.name.length * 6 ? [`${local(box.iri)} is too narrow`] : []),
    ...drawn.boxes
      .slice(place + 1)
      .flatMap((other) => (overlap(box, other) ? [`${box.name} is over ${other.name}`] : [])),
  ]);
}

describe("a diagram", () => {
  it.each(["onderwijs", "parlement"])(
    "of the main classes of %s is small, and each hangs together with another",
    (name) => {
      const selection = mainClasses(index, name);
      const tied = new Set(selection.links.flatMap(({ from, to }) => [from, to]));
      expect(selection.classes.length).toBeGreaterThan(5);
      expect(selection.classes.length).toBeLessThanOrEqual(12);
      expect(selection.classes.filter((iri) => !tied.has(iri))).toEqual([]);
      expect(selection.classes.length + selection.leftOut).toBe(classes.filter(({ module }) => module === name).length);
      expect(faults(selection)).toEqual([]);
    },
  );

  it("of every class has it in the middle of at most eleven others, none over another", () => {
    for (const { iri } of classes) {
      const selection = neighbourhood(index, iri);
      expect(selection.classes[0]).toBe(iri);
      expect(selection.classes.length).toBeLessThanOrEqual(12);
      expect(selection.links.filter(({ from, to }) => from !== iri && to !== iri)).toEqual([]);
      expect(faults(selection)).toEqual([]);
    }
  });

  it("of every property has it along each arrow", () => {
    for (const { iri } of properties) {
      const { links } = bridge(index, iri);
      expect(links.filter(({ property }) => property !== iri)).toEqual([]);
    }
  });

  it("knows from the shapes what a property without domain leads from", () => {
    const { links } = neighbourhood(index, `${BASE}/def/onderwijs#Vestiging`);
    expect(links.map(({ property, to }) => [local(property), local(to)])).toContainEqual([
      "bevoegdGezag",
      "BevoegdGezag",
    ]);
  });

  it("says how many properties there was no room for along an arrow", () => {
    const links = ["p", "q", "r", "s"].map((property) => ({ from: "x:a", to: "x:b", property }));
    const selection = { classes: ["x:a", "x:b"], links, kinds: [], leftOut: 0 };
    const [arrow] = laidOut(
      selection,
      (iri) => iri,
      (n) => `${n} more`,
    ).arrows;
    expect(arrow?.lines).toEqual(["p", "q", "2 more"]);
  });
});
