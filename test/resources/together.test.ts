import { expect, it } from "vitest";
import type { Site } from "#src/http/site.js";
import { termToNQuads } from "#src/rdf/nquads.js";
import { describe } from "#src/resources/description.js";
import { together } from "#src/resources/together.js";
import { MemoryStore } from "../server/memory-store.js";

const BASE = "https://graaf.test";
const G = `<${BASE}/graph/x>`;
const LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>";
const thing = (name: string): string => `<${BASE}/id/ding/${name}>`;

/** Things of which one is pointed to by very many, some have children, and some point to each other. */
function statements(): string[] {
  const lines = [
    `${thing("a")} <urn:p> <${BASE}/id/ding/a#deel> ${G} .`,
    `<${BASE}/id/ding/a#deel> <urn:q> <${BASE}/id/ding/a#deel-van-deel> ${G} .`,
    `<${BASE}/id/ding/a#deel-van-deel> <urn:q> "binnen" ${G} .`,
    `${thing("b")} <urn:p> ${thing("a")} ${G} .`,
    `${thing("b")} <urn:p> <${BASE}/id/ding/b#ander> ${G} .`,
    `<${BASE}/id/ding/b#ander> <urn:q> "b" <${BASE}/graph/y> .`,
    // Not linked from the thing: no part of it.
    `<${BASE}/id/ding/b#deel> <urn:q> "los" ${G} .`,
    `${thing("a")} ${LABEL} "A"@nl ${G} .`,
  ];
  for (let i = 0; i < 4000; i += 1) lines.push(`${thing(`n${i}`)} <urn:stem> ${thing("veel")} ${G} .`);
  return lines;
}

function site(): { site: Site; store: MemoryStore } {
  const store = new MemoryStore(statements().join("\n"), "20260101T000000Z");
  return { site: { base: BASE, store, queryTimeoutMs: 10_000 } as unknown as Site, store };
}

async function told(of: Site, name: string): Promise<unknown> {
  const found = await describe(of, `${BASE}/id/ding/${name}`);
  if (found === undefined) return undefined;
  const lines = found.quads.map(
    ({ subject, predicate, object, graph }) =>
      `${subject.value} ${predicate.value} ${termToNQuads(object)} ${graph.value}`,
  );
  return { lines, inbound: found.inbound.map(({ predicate, count }) => `${count} by ${predicate}`) };
}

it("things asked for at the same time are described as each is alone", async () => {
  const names = ["veel", "a", "b", "niets", "a", ...Array.from({ length: 40 }, (_, i) => `n${i}`)];
  const alone: unknown[] = [];
  const { site: other } = site();
  for (const name of names) alone.push(await told(other, name));
  const { site: shared, store } = site();
  expect(await Promise.all(names.map((name) => told(shared, name)))).toEqual(alone);
  expect(store.asked).toBeLessThan(names.length);
  // Now it is known which children such things have.
  expect(await Promise.all(names.map((name) => told(shared, name)))).toEqual(alone);
});

it("a child that things of a kind usually have is asked for with the thing", async () => {
  const { site: own, store } = site();
  await told(own, "b");
  const first = store.asked;
  await told(own, "b");
  expect(store.asked - first).toBe(1);
});

it("who comes while a question is under way is asked about in the next, each once", async () => {
  const asked: (readonly string[])[] = [];
  const answering: (() => void)[] = [];
  const ask = together(async (iris) => {
    asked.push(iris);
    await new Promise<void>((resolve) => answering.push(resolve));
    return iris.map((iri) => iri.toUpperCase());
  }, 3);
  const first = ask("a");
  await expect.poll(() => asked).toEqual([["a"]]);
  const others = ["b", "c", "c", "d"].map(ask);
  answering.shift()?.();
  await expect.poll(() => asked).toEqual([["a"], ["b", "c"], ["d"]]);
  for (const answer of answering) answer();
  expect(await Promise.all([first, ...others])).toEqual(["A", "B", "C", "C", "D"]);
});

it("a question that fails is told to each who asked, and the next is asked", async () => {
  let fails = true;
  const ask = together(async (iris) => {
    if (fails) throw new Error("te druk");
    return iris;
  }, 10);
  const outcomes = await Promise.allSettled([ask("a"), ask("b")]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  fails = false;
  expect(await ask("a")).toBe("a");
});
