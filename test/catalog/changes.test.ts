import { appendFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import Koa from "koa";
import { Parser, type Quad } from "n3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { takeLock } from "#src/archive/lock.js";
import { graphIri, graphPath } from "#src/archive/graph-name.js";
import type { Manifest } from "#src/archive/manifest.js";
import { type ChangesPage, changesRoute } from "#src/catalog/changes/change-routes.js";
import { ChangeFeed } from "#src/catalog/changes/feed.js";
import { FeedFiles, type Member } from "#src/catalog/changes/feed-files.js";
import { updateFeed } from "#src/catalog/changes/update-feed.js";
import { routed } from "#src/http/common-headers.js";
import { packageVocabulary } from "#src/package/vocabulary.js";

const BASE = "https://graaf.test";
/** A graph whose IRI is not base and path. */
const ELSEWHERE = "http://elders.test/graaf?b";
/** Subject → its statements, predicate and object. */
type State = Readonly<Record<string, readonly string[]>>;

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "wijzigingen-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

let versions = 0;
/** Writes a state as graphs of an archive: what is said goes to one of two graphs, or to both. */
async function publish(state: State, folder = dir): Promise<Manifest> {
  versions += 1;
  const stamp = new Date(Date.UTC(2026, 0, 1, 0, 0, versions)).toISOString().slice(0, 19).replaceAll(/[-:]/g, "") + "Z";
  const graphs: Record<string, Manifest["graphs"][string]> = {};
  for (const [place, path] of ["/graph/duo/a", graphPath(BASE, ELSEWHERE), "/graph/meta"].entries()) {
    const lines = Object.entries(state).flatMap(([subject, says]) =>
      says
        .filter((said) => said.length % 3 !== place)
        .map((said) => `<${BASE}/id/${subject}> ${said} <${graphIri(BASE, path)}> .\n`),
    );
    const file = `graphs${path}/${stamp}.nq`;
    await mkdir(join(folder, file, ".."), { recursive: true });
    const sorted = lines.toSorted((x, y) => Buffer.compare(Buffer.from(x), Buffer.from(y)));
    await writeFile(join(folder, file), sorted.join(""));
    const provenance = { source: "duo", run: `${BASE}/id/lading/duo/${stamp}` };
    const current = { stamp, file, quads: lines.length, bytes: 0, sha256: "", provenance };
    graphs[path] = { path, title: path, rank: 1, current, older: [] };
  }
  return { format: 1, base: BASE, version: stamp, graphs, datasets: {} };
}

async function allMembers(folder = dir): Promise<Member[]> {
  const files = new FeedFiles(join(folder, "changes"));
  const index = await files.readIndex();
  if (index === undefined) throw new Error("no feed");
  const members: Member[] = [];
  for (let page = 1; page <= index.pages; page += 1) members.push(...(await files.readPage(page, index)));
  return members;
}

/** What the last member of each subject says. */
function addedUp(members: readonly Member[]): State {
  const last = new Map(members.map(({ of, says }) => [of.slice(`${BASE}/id/`.length), says]));
  return Object.fromEntries([...last].flatMap(([subject, says]) => (says === undefined ? [] : [[subject, says]])));
}

/** A state as the graphs say it: sorted, each statement once; of a graph about the service itself nothing. */
function told(state: State): State {
  const entries = Object.entries(state).map(([subject, says]) => {
    const sorted = [...new Set(says)].toSorted((x, y) => Buffer.compare(Buffer.from(x), Buffer.from(y)));
    return [subject, sorted] as const;
  });
  return Object.fromEntries(entries.filter(([, says]) => says.length > 0));
}

const statement = fc.oneof(
  fc.constantFrom(
    '<urn:p> "a"',
    '<urn:p> "a"@nl',
    '<urn:p> "a b"',
    "<urn:p> <urn:o>",
    '<urn:é> "𝒳 "',
    '<urn:p> "\\"x\\n"',
  ),
  fc.nat(20).map((n) => `<urn:n> "${n}"^^<http://www.w3.org/2001/XMLSchema#integer>`),
);
const subject = fc.constantFrom("a", "a-b", "a#x", "a/b", "ab", "b", "é", "b#y");
const states = fc.array(fc.dictionary(subject, fc.array(statement, { maxLength: 4 })), { minLength: 1, maxLength: 5 });

const many = (value: number): State =>
  Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`n${i}`, [`<urn:n> "${i % 5 === 0 ? value : 0}"`]]));

const shown: ChangesPage = ({ isBehind, members }) => `${isBehind ? "behind" : "up to date"}: ${members.length}`;

interface Served {
  readonly url: string;
  readonly logged: string[];
  readonly serve: (manifest: Manifest) => void;
  readonly close: () => Promise<void>;
}

async function served(): Promise<Served> {
  let manifest = await publish({});
  const site = {
    base: BASE,
    prefix: "",
    look: { stylesheets: [], themeClass: "", searchScript: "" },
    edition: "0",
    vocabulary: await packageVocabulary(BASE),
  };
  const logged: string[] = [];
  const note = (_: object, message: string): void => void logged.push(message);
  const feed = new ChangeFeed(dir, () => manifest, { info: note, warn: note, error: note });
  const app = new Koa();
  app.use(routed([{ path: /^\/changes/, methods: ["GET"], handle: changesRoute(site, feed, shown) }], ""));
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    logged,
    serve: (fresh) => {
      manifest = fresh;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function page(url: string): Promise<{ quads: Quad[]; response: Response }> {
  const response = await fetch(url, { headers: { accept: "text/turtle" } });
  return { quads: new Parser().parse(await response.text()), response };
}

const objects = (quads: readonly Quad[], predicate: string): string[] =>
  quads.filter((q) => q.predicate.value.endsWith(predicate)).map((q) => q.object.value);

describe("the feed", () => {
  it("adds up to the state of the archive after each publish, whatever it was before", async () => {
    await fc.assert(
      fc.asyncProperty(states, async (sequence) => {
        const own = await mkdtemp(join(dir, "eigen-"));
        for (const state of sequence) {
          await updateFeed(own, await publish(state, own));
          expect(addedUp(await allMembers(own))).toEqual(told(state));
        }
      }),
      { numRuns: 25 },
    );
  });

  it("has no member for what did not change", async () => {
    await updateFeed(dir, await publish({ a: ['<urn:p> "1"'], b: ['<urn:p> "2"'] }));
    await updateFeed(dir, await publish({ a: ['<urn:p> "1"'], b: ['<urn:p> "3"'] }));
    expect((await allMembers()).map(({ of }) => of.slice(-1))).toEqual(["a", "b", "b"]);
  });

  it("tells of graphs from elsewhere too, whose IRI is not their address", async () => {
    const iri = "https://elders.test/g/é";
    const path = graphPath(BASE, iri);
    const manifest = await publish({ a: ['<urn:p> "1"'] });
    await writeFile(join(dir, "elders.nq"), `<urn:s> <urn:p> "van elders" <${iri}> .\n`);
    const current = {
      stamp: manifest.version,
      file: "elders.nq",
      quads: 1,
      bytes: 0,
      sha256: "",
      provenance: { source: "rdf", run: `${BASE}/id/lading/rdf/1` },
    };
    const graphs = { ...manifest.graphs, [path]: { path, title: iri, rank: 1, current, older: [] } };
    await updateFeed(dir, { ...manifest, graphs });
    expect(await allMembers()).toContainEqual({ of: "urn:s", at: manifest.version, says: ['<urn:p> "van elders"'] });
  });

  it("does not tell what a thing that is gone once said", async () => {
    await updateFeed(dir, await publish({ a: ['<urn:p> "geheim"'], b: ['<urn:p> "2"'] }));
    await updateFeed(dir, await publish({ b: ['<urn:p> "2"'] }));
    expect((await allMembers()).filter(({ of }) => of.endsWith("/a"))).toEqual([
      { of: `${BASE}/id/a`, at: expect.any(String) },
      { of: `${BASE}/id/a`, at: expect.any(String) },
    ]);
    expect(await readFile(new FeedFiles(join(dir, "changes")).page(1), "utf8")).not.toContain("geheim");
  });

  it("tells nothing of what is gone when an update broke off before the pages were in their places, and puts them there", async () => {
    await updateFeed(dir, await publish({ a: ['<urn:p> "geheim"'], b: ['<urn:p> "2"'] }));
    const files = new FeedFiles(join(dir, "changes"));
    const before = await readFile(files.page(1), "utf8");
    const manifest = await publish({ b: ['<urn:p> "een andere lengte"'] });
    await updateFeed(dir, manifest);
    const after = await allMembers();
    await rename(files.page(1), files.erasedPage(1, manifest.version));
    await writeFile(files.page(1), before);
    expect(await allMembers()).toEqual(after);
    await updateFeed(dir, await publish({ b: ['<urn:p> "3"'] }));
    expect(await allMembers()).toEqual([...after, expect.objectContaining({ says: ['<urn:p> "3"'] })]);
    expect(await readFile(files.page(1), "utf8")).not.toContain("geheim");
    expect((await readdir(join(dir, "changes"))).filter((name) => name.endsWith(".new"))).toEqual([]);
  });

  it("goes on after an update that broke off: what that left is not told", async () => {
    await updateFeed(dir, await publish({ a: ['<urn:p> "1"'] }));
    const files = new FeedFiles(join(dir, "changes"));
    await appendFile(files.page(1), '{"of":"half');
    await writeFile(files.page(2), "half");
    await writeFile(files.state("20990101T000000Z"), "half");
    await updateFeed(dir, await publish({ a: ['<urn:p> "2"'] }));
    expect((await allMembers()).map(({ says }) => says)).toEqual([['<urn:p> "1"'], ['<urn:p> "2"']]);
  });
});

describe("a client that follows it", () => {
  it("finds all members from the view on, page by page, and after an update those that are new", async () => {
    const { url, serve, close } = await served();
    serve(await publish(many(1)));
    const walk = async (from: string): Promise<{ members: number; last: string }> => {
      let members = 0;
      for (let at: string | undefined = from, last = from; ; last = at) {
        const { quads } = await page(url + at);
        members += objects(quads, "tree#member").length;
        at = objects(quads, "tree#node")[0]?.slice(BASE.length);
        if (at === undefined) return { members, last };
      }
    };
    const view = objects((await page(`${url}/changes`)).quads, "tree#view")[0]?.slice(BASE.length) ?? "";
    const first = await walk(view);
    expect(first.members).toBe(600);
    // In Turtle that people can read.
    expect(await (await fetch(`${url}/changes/1.ttl`)).text()).toMatch(
      /a tree:Node ;[^]*tree:relation[^]*ldes:versionOfPath/,
    );
    const had = objects((await page(url + first.last)).quads, "tree#member").length;
    serve(await publish(many(2)));
    expect((await walk(first.last)).members - had).toBe(120);
    await close();
  });

  it("is told in the stream what says that a thing is gone", async () => {
    const { url, serve, close } = await served();
    serve(await publish({ a: ['<urn:p> "1"'], b: ['<urn:p> "1"'] }));
    await page(`${url}/changes`);
    serve(await publish({ b: ['<urn:p> "1"'] }));
    const { quads } = await page(`${url}/changes/1`);
    const [path = ""] = objects(quads, "ldes#versionDeletePath");
    const gone = quads.filter(
      ({ predicate, object }) =>
        predicate.value === path && object.value === objects(quads, "ldes#versionDeleteObject")[0],
    );
    const of = gone.flatMap(({ subject: member }) =>
      quads.filter(({ subject, predicate }) => subject.equals(member) && predicate.value.endsWith("#versieVan")),
    );
    // The member that told of it before says no more than that, too.
    expect(of.map(({ object }) => object.value)).toEqual([`${BASE}/id/a`, `${BASE}/id/a`]);
    await close();
  });

  it("is told in the page itself that it is full, and not of the last one", async () => {
    const { url, serve, close } = await served();
    serve(await publish(many(1)));
    expect(objects((await page(`${url}/changes/1`)).quads, "ldes#immutable")).toEqual(["true"]);
    expect(objects((await page(`${url}/changes/3`)).quads, "ldes#immutable")).toEqual([]);
    await close();
  });

  it("may keep a full page for a day unasked, and asks for the last one again", async () => {
    const { url, serve, close } = await served();
    serve(await publish(many(1)));
    const full = await page(`${url}/changes/1`);
    expect(full.response.headers.get("cache-control")).toContain("immutable");
    // But no page for people, whose stylesheet goes with a release.
    const shown = await fetch(`${url}/changes/1`, { headers: { accept: "text/html" } });
    expect(shown.headers.get("cache-control")).not.toContain("immutable");
    const last = await page(`${url}/changes/3`);
    expect(last.response.headers.get("cache-control")).not.toContain("immutable");
    serve(await publish(many(2)));
    const again = await fetch(`${url}/changes/1`, {
      headers: { accept: "text/turtle", "if-none-match": full.response.headers.get("etag") ?? "" },
    });
    expect(again.status).toBe(304);
    await close();
  });

  it("is shown the last page that has anything of ours, and each page when asked for", async () => {
    const { url, serve, close } = await served();
    const manifest = await publish(many(0));
    const elsewhere = Array.from({ length: 300 }, (_, i) => `<urn:x:${i + 100}> <urn:p> "1" <${BASE}/graph/duo/a> .\n`);
    await appendFile(join(dir, manifest.graphs["/graph/duo/a"]?.current?.file ?? ""), elsewhere.join(""));
    serve(manifest);
    const shownAt = async (path: string): Promise<string> =>
      (await fetch(url + path, { headers: { accept: "text/html" } })).text();
    expect(await shownAt("/changes")).toBe("up to date: 250");
    expect(await shownAt("/changes/4")).toBe("up to date: 150");
    await close();
  });

  it("can ask for one member, and is told what is not there", async () => {
    const { url, serve, close } = await served();
    serve(await publish({ a: ['<urn:p> "1"'] }));
    const { quads } = await page(`${url}/changes/1/1`);
    expect(objects(quads, "versieVan")).toEqual([`${BASE}/id/a`]);
    const one = await fetch(`${url}/changes/1/1`, { headers: { accept: "text/html" } });
    expect(await one.text()).toBe("up to date: 1");
    for (const path of ["/changes/2", "/changes/1/2", "/changes/0", "/changes/x"]) {
      for (const accept of ["text/turtle", "text/html"]) {
        expect((await fetch(url + path, { headers: { accept, "if-none-match": "*" } })).status).toBe(404);
      }
    }
    await close();
  });
});

describe("a copy that cannot make the feed", () => {
  it("gives the one that came with it, if that is up to date: nothing need be written", async () => {
    const { url, serve, close } = await served();
    const manifest = await publish({ a: ['<urn:p> "1"'] });
    await updateFeed(dir, manifest);
    const release = await takeLock(join(dir, "changes/lock"));
    serve(manifest);
    expect(await (await fetch(`${url}/changes`, { headers: { accept: "text/html" } })).text()).toBe("up to date: 1");
    await release();
    await close();
  });

  it("gives what there is, and tells people and the log once that more is to come", async () => {
    const { url, logged, serve, close } = await served();
    const manifest = await publish({ a: ['<urn:p> "1"'] });
    await updateFeed(dir, manifest);
    serve(manifest);
    const before = await fetch(`${url}/changes`, { headers: { accept: "text/html" } });
    await rm(new FeedFiles(join(dir, "changes")).state(manifest.version));
    serve(await publish({ a: ['<urn:p> "2"'] }));
    const headers = { accept: "text/html", "if-none-match": before.headers.get("etag") ?? "" };
    expect(await (await fetch(`${url}/changes`, { headers })).text()).toBe("behind: 1");
    const { quads, response } = await page(`${url}/changes/1`);
    expect(objects(quads, "tree#member")).toHaveLength(1);
    expect(response.headers.get("cache-control")).not.toContain("immutable");
    expect(logged).toHaveLength(1);
    await close();
  });
});
