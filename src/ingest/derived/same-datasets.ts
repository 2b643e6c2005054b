/**
 * The same dataset in two catalogues (MODEL §2.7): one of DUO and one of data.overheid.nl whose file has the same address.
 * It follows from graphs of two sources, so it has a graph of its own.
 */
import { fileBytes } from "../../archive/graph-file.js";
import type { Publication } from "../../archive/publication.js";
import { subjectGroups } from "../../archive/subject-groups.js";
import { parseLines } from "../../rdf/nquads-lines.js";
import type { DerivedGraph } from "./derived-graph.js";
import { RANKS } from "../ranks.js";
import { DCAT, PROV, Statements } from "../statements.js";

const SAME_DATASETS_GRAPH = "/graph/afgeleid/zelfde-dataset";

const DUO = "/graph/duo/datasets";
const DONL = "/graph/donl/packages";
const DISTRIBUTION = `${DCAT}distribution`;
/** Where a file can be had; many publishers give its address as that of access. */
const ADDRESSES = new Set([`${DCAT}downloadURL`, `${DCAT}accessURL`]);

export const SAME_DATASETS: DerivedGraph = {
  path: SAME_DATASETS_GRAPH,
  follows: (path) => path === DUO || path === DONL,
  publish,
};

async function publish(publication: Publication, run: string): Promise<void> {
  const { base } = publication.before;
  const writer = publication.graphWriter(SAME_DATASETS_GRAPH);
  const s = new Statements(base);
  const duo = await filesOf(publication, DUO, new Set([`${DCAT}downloadURL`]));
  const donl = duo.size === 0 ? new Map<string, Set<string>>() : await filesOf(publication, DONL, ADDRESSES);
  for (const [address, ours] of duo) {
    for (const theirs of donl.get(address) ?? []) {
      for (const mine of ours) {
        await writer.write(s.line(mine, `${PROV}alternateOf`, s.node(theirs)));
        await writer.write(s.line(theirs, `${PROV}alternateOf`, s.node(mine)));
      }
    }
  }
  const file = await writer.close();
  if (file.quads === 0 && !publication.graphs.has(SAME_DATASETS_GRAPH)) return;
  const provenance = { source: "lds", run };
  const description = {
    title: "Zelfde dataset in twee catalogi",
    rank: RANKS.service,
    keepsHistory: false,
    provenance,
  };
  publication.setGraph(SAME_DATASETS_GRAPH, description, file, { asCurrent: true });
}

/** Address of a file, in the spelling for comparison → datasets that have it. */
async function filesOf(
  publication: Publication,
  path: string,
  properties: ReadonlySet<string>,
): Promise<Map<string, Set<string>>> {
  const files = new Map<string, Set<string>>();
  const owners = new Map<string, string>();
  const addresses: [distribution: string, address: string][] = [];
  const current = publication.currentFile(path);
  if (current === undefined) return files;
  for await (const { subject, lines } of subjectGroups(fileBytes(current))) {
    const told = lines.filter((line) => line.includes(`> <${DCAT}`));
    for (const { predicate, object } of parseLines(told.join(""))) {
      if (predicate.value === DISTRIBUTION) owners.set(object.value, subject);
      else if (properties.has(predicate.value)) addresses.push([subject, object.value]);
    }
  }
  for (const [distribution, given] of addresses) {
    const owner = owners.get(distribution);
    const address = comparable(given);
    if (owner === undefined || address === undefined) continue;
    files.set(address, (files.get(address) ?? new Set()).add(owner));
  }
  return files;
}

/**
 * An address in one spelling: whether it begins with `http` or `https`, with `www.` or not, ends in a slash or a fragment,
 * or is percent-encoded without need, tells no two files apart.
 */
export function comparable(address: string): string | undefined {
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  const host = url.host.replace(/^www\./, "").replace(/:(?:80|443)$/, "");
  return `${host}${unencoded(url.pathname).replace(/\/+$/, "")}${unencoded(url.search)}`;
}

/** Without the encoding of what needs none (RFC 3986 §6.2.2.2); the digits of the rest in capitals. */
function unencoded(text: string): string {
  return text.replace(/%[0-9a-f]{2}/gi, (code) => {
    const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : code.toUpperCase();
  });
}
