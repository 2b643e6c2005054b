/** The identity graph (MODEL §1.3): which names of a thing are aliases of its URI, by what the kept records say. */
import { fileBytes } from "../../archive/graph-file.js";
import type { Publication } from "../../archive/publication.js";
import { subjectGroups } from "../../archive/subject-groups.js";
import { parseLines } from "../../rdf/nquads-lines.js";
import { RecordCleaner } from "../../records/clean.js";
import { type Claim, IdentityIndex } from "../../records/identity.js";
import type { CleanRecord, CleanValue } from "../../records/record.js";
import type { ReferenceBook } from "../../records/reference-book.js";
import { isObject } from "../../records/row.js";
import { rowsOf } from "./collection-load.js";
import { FindingsWriter } from "../findings.js";
import { RANKS } from "../ranks.js";
import { rememberedFile } from "../remembered.js";
import { type Run, runIri } from "../run.js";
import type { StagedCollection } from "./staged-collections.js";
import { Statements } from "../statements.js";

const IDENTITY_GRAPH = "/graph/identiteit";
const OWL_SAME_AS = "http://www.w3.org/2002/07/owl#sameAs";
/** Key of clean records with the other names of a thing, beside its `uri`. */
const NAMES = "ook_bekend_als";

/** The aliases that are published now: path → path. */
export async function publishedAliases(publication: Publication): Promise<Map<string, string>> {
  const aliases = new Map<string, string>();
  const file = rememberedFile(publication, IDENTITY_GRAPH);
  if (file === undefined) return aliases;
  const cut = publication.before.base.length;
  for await (const { lines } of subjectGroups(fileBytes(file))) {
    for (const q of parseLines(lines.join(""))) aliases.set(q.subject.value.slice(cut), q.object.value.slice(cut));
  }
  return aliases;
}

/**
 * First pass: the index of what all these collections say, beside the aliases that are published. Nothing is minted, counted
 * or reported on the way.
 */
export async function identityOf(
  collections: readonly StagedCollection[],
  earlier: ReadonlyMap<string, string>,
  { book }: Run,
): Promise<IdentityIndex> {
  const claims = await book.gathering(() => claimsOf(collections, book));
  return IdentityIndex.of(claims, earlier);
}

async function claimsOf(collections: readonly StagedCollection[], book: ReferenceBook): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (const collection of collections) {
    if (!collection.of.identity.has(collection.family.name)) continue;
    const cleaner = new RecordCleaner({
      table: collection.tables.fields,
      family: collection.family,
      dataset: collection.slug,
      book,
      onFinding: () => {},
    });
    for await (const block of rowsOf(collection).rows(() => {})) {
      for (const raw of block) {
        const record = cleaner.clean(raw);
        if (record !== undefined) collectClaims(record, claims);
      }
    }
  }
  return claims;
}

/** What a record, and the records in it, say of their names. */
function collectClaims(record: CleanRecord, claims: Claim[]): void {
  const { uri, [NAMES]: names } = record;
  if (typeof uri === "string" && Array.isArray(names)) {
    claims.push({ uri, names: names.filter((name): name is string => typeof name === "string") });
  }
  for (const value of Object.values(record)) {
    const children: readonly CleanValue[] = Array.isArray(value) ? value : [value as CleanValue];
    for (const child of children) if (isObject(child)) collectClaims(child, claims);
  }
}

/** Publishes the index, and a finding for each name that records give to several things. */
export async function publishIdentity(index: IdentityIndex, run: Run): Promise<void> {
  const { publication, base, quality } = run;
  const s = new Statements(base);
  const writer = publication.graphWriter(IDENTITY_GRAPH);
  for (const [alias, uri] of index.published) await writer.write(s.line(alias, OWL_SAME_AS, s.node(uri)));
  const findings = new FindingsWriter(publication, IDENTITY_GRAPH);
  for (const [name, uris] of index.withdrawn) {
    await findings.write({
      dataset: "identiteit",
      line: 0,
      field: name.slice("/id/".length),
      kind: "ingetrokken",
      value: name,
      reason: `deze sleutel hoort volgens de bronnen bij ${uris.length} dingen (${uris.join(", ")}), en wijst daarom naar geen`,
      severity: "Violation",
    });
  }
  const file = await writer.close();
  if (file.quads > 0 || publication.graphs.has(IDENTITY_GRAPH)) {
    const provenance = { source: "lds", run: runIri(run, "lds") };
    const description = { title: "Identiteit: andere namen", rank: RANKS.service, keepsHistory: false, provenance };
    publication.setGraph(IDENTITY_GRAPH, description, file, { asCurrent: true });
  }
  await quality.replace(
    { dataset: "identiteit", described: IDENTITY_GRAPH, graph: IDENTITY_GRAPH },
    await findings.close(),
  );
  if (index.withdrawn.size > 0) {
    run.reports.push({
      file: "identiteit",
      outcome: "described",
      graph: IDENTITY_GRAPH,
      records: index.aliases.size,
      rows: index.aliases.size + index.withdrawn.size,
      quads: file.quads,
      findings: findings.counts,
    });
  }
}
