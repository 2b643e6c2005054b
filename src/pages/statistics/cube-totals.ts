/**
 * The sums of a statistic as a whole, or of all that it says of one unit, for a page. The sums over all units are asked once
 * per archive version. A page waits but a while for them, for a cube may hold millions of numbers: it says so, and who
 * comes back finds the sums of a whole statistic, which are added up meanwhile.
 */
import { setTimeout } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import type { Site } from "../../http/site.js";
import { perVersion } from "../../resources/per-version.js";
import { select, selectMuch, sparqlIri } from "../../sparql/select.js";
import { QueryTimeoutError } from "../../store/graph-store.js";
import { type CubeStructure, QB } from "./cube-structure.js";
import { addUp, type Asking, type CubeTotals } from "./cube-sums.js";

/** Milliseconds that a page waits for its sums. */
const PATIENCE_MS = 5000;
/** Observations of a unit that are added up while pages wait: some tens of milliseconds. */
const MUCH = 5000;
/** Statistics whose sums are kept at most: there are some thirty. */
const MOST_KEPT = 100;

/** Milliseconds after which it is tried again to add up what took too long: the engines may have been busy. */
const AGAIN_MS = 60_000;

/** Sums; `late` when adding up takes too long, undefined when there is nothing to count. */
export type AddedUp = CubeTotals | "late" | undefined;

const kept = perVersion(() => new LRUCache<string, Promise<AddedUp>>({ max: MOST_KEPT }));

/**
 * The sums of a statistic; `late` while they are not there yet.
 *
 * @param patienceMs what a page waits for them
 */
export function cubeTotals(
  site: Site,
  cube: string,
  structure: CubeStructure,
  patienceMs = PATIENCE_MS,
): Promise<AddedUp> {
  return atMost(patienceMs, wholeTotals(site, cube, structure));
}

function wholeTotals(site: Site, cube: string, structure: CubeStructure): Promise<AddedUp> {
  const known = kept(site);
  const before = known.get(cube);
  if (before !== undefined) return before;
  const asking = { ask: selectMuch, timeoutMs: site.queryTimeoutMs };
  const asked = inTime(addUp(site, `?o <${QB}dataSet> ${sparqlIri(cube)}`, structure, asking));
  known.set(cube, asked);
  asked.then(
    (added) => void (added === "late" && known.set(cube, asked, { ttl: AGAIN_MS })),
    // A failure is not remembered: the next who asks tries again.
    () => known.delete(cube),
  );
  return asked;
}

/** The sums of what a statistic says of a unit. @param count its observations */
export function unitTotals(
  site: Site,
  unit: string,
  { iri, count }: { readonly iri: string; readonly count: number },
  structure: CubeStructure,
): Promise<AddedUp> {
  // In this order: the engine begins with what comes first, and a cube has millions.
  const within = `?o <${site.base}/def/onderwijs#eenheid> ${sparqlIri(unit)} ; <${QB}dataSet> ${sparqlIri(iri)}`;
  const asking = { ask: count > MUCH ? selectMuch : select, timeoutMs: PATIENCE_MS };
  const addedUp = async (): Promise<CubeTotals | undefined> => {
    const added = await addUp(site, within, structure, asking);
    return added === undefined ? undefined : { ...added, graphs: await graphsOf(site, within, asking) };
  };
  return inTime(addedUp());
}

async function graphsOf(site: Site, within: string, { ask, timeoutMs }: Asking): Promise<string[]> {
  const rows = await ask(site.store, `SELECT DISTINCT ?g WHERE { GRAPH ?g { ${within} } } ORDER BY ?g`, timeoutMs);
  return rows.flatMap(({ g }) => g?.value ?? []);
}

async function inTime<T>(asked: Promise<T>): Promise<T | "late"> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof QueryTimeoutError) return "late";
    throw error;
  }
}

/** What comes within some milliseconds, else `late`; what was asked goes on. */
async function atMost<T>(ms: number, asked: Promise<T>): Promise<T | "late"> {
  const done = new AbortController();
  try {
    return await Promise.race([asked, setTimeout(ms, "late" as const, { signal: done.signal })]);
  } finally {
    done.abort();
  }
}
