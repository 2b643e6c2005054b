/** What the graph of an entity of the Tweede Kamer holds already, so that a record is not replaced by one that says less. */
import { FileLookup, linesAbout } from "../../archive/lines-about.js";
import { compareMoments } from "../../sources/odata/moment.js";
import { RDF_TYPE } from "../../rdf/terms.js";
import type { ODataRecord } from "../../sources/odata/record.js";
import type { Entity, EntityTable } from "../../sources/tweedekamer/entity-table.js";
import { keptParts, SOURCE } from "./entity-raw.js";
import { publishedMoment } from "./published-moment.js";
import type { Run } from "../run.js";
import { PROV } from "../statements.js";
import { TOMBSTONES_GRAPH } from "../derived/tombstones.js";

/** Names of parts of `raw/` that hold records as the service's own list of the entity gives them. */
const LISTED = /-(?:alles|delta)-\d+$/;

/** Kinds of which nothing is held but what the service's own lists gave: what is held of these is complete. */
export async function listedKinds(run: Run): Promise<Set<string>> {
  const kinds = new Set<string>();
  for (const kind of Object.keys(run.publication.datasets(SOURCE))) {
    const parts = await keptParts(run, kind);
    if (parts.every(({ part = "" }) => LISTED.test(part))) kinds.add(kind);
  }
  return kinds;
}

/** What is held of records that a delta gives once more: a service is asked from before the mark, and gives some hundreds. */
export class HeldVersions {
  readonly #run: Run;
  /** File → the same, opened. */
  readonly #lookups = new Map<string, FileLookup>();

  constructor(run: Run) {
    this.#run = run;
  }

  /** Whether a record is held, or known to be taken back, in this very version. */
  has(kind: string, id: string, changed: string): boolean {
    const { publication, base } = this.#run;
    const subject = `${base}/id/tk/${kind}/${id.toLowerCase()}`;
    const file = publication.currentFile(graphOf(kind));
    if (file === undefined) return false;
    const held = this.#moment(file, subject, `${base}/def/dienst#apiGewijzigdOp`);
    if (held !== "") return isSame(held, changed);
    const graves = publication.currentFile(TOMBSTONES_GRAPH);
    return graves !== undefined && isSame(this.#moment(graves, subject, `${PROV}invalidatedAtTime`), changed);
  }

  close(): void {
    for (const lookup of this.#lookups.values()) lookup.close();
    this.#lookups.clear();
  }

  #moment(file: string, subject: string, predicate: string): string {
    const lookup = this.#lookups.get(file) ?? new FileLookup(file);
    this.#lookups.set(file, lookup);
    return momentIn(lookup.linesAbout(subject, predicate), predicate);
  }
}

/**
 * Of records that came by another way than the service's own list of their entity, those that add something: what is not
 * held yet, and, of what is, a later version or one that shows all relations.
 *
 * @param isInside whether they came inside other records: then only what is not held is taken
 */
export function additions(
  run: Run,
  table: EntityTable,
  { name, kind }: Entity,
  records: readonly ODataRecord[],
  isInside: boolean,
): ODataRecord[] {
  const { publication, base } = run;
  const file = publication.currentFile(graphOf(kind));
  if (file === undefined) return [...records];
  const stored = table.expansionsOf(name).map(({ navigation, v3 }) => [navigation, ...v3]);
  const lacksRelations = (record: ODataRecord): boolean =>
    stored.some((names) => !names.some((each) => each in record || hasPath(record, each)));
  const asked = isInside ? records : records.filter(lacksRelations);
  const subjectOf = (record: ODataRecord): string => `${base}/id/tk/${kind}/${String(record["Id"]).toLowerCase()}`;
  const held = linesAbout([file], new Set(asked.map(subjectOf)));
  return records.filter((record) => {
    const said = held.get(subjectOf(record)) ?? "";
    if (said === "" || said.includes(`<${base}/def/dienst#plaatshouder>`)) return true;
    if (isInside) return false;
    const [before, now] = [momentIn(said, `${base}/def/dienst#apiGewijzigdOp`), record["ApiGewijzigdOp"]];
    return record["Verwijderd"] === true || typeof now !== "string" || compareMoments(before, publishedMoment(now)) < 0;
  });
}

/** How many records the graph of an entity holds more when these, of its own list, are taken; fewer are less than 0. */
export function gained({ publication, base }: Run, { kind }: Entity, records: readonly ODataRecord[]): number {
  const file = publication.currentFile(graphOf(kind));
  const lookup = file === undefined ? undefined : new FileLookup(file);
  try {
    let more = 0;
    for (const record of records) {
      const subject = `${base}/id/tk/${kind}/${String(record["Id"]).toLowerCase()}`;
      const isHeld = lookup !== undefined && lookup.linesAbout(subject, RDF_TYPE) !== "";
      more += Number(record["Verwijderd"] !== true) - Number(isHeld);
    }
    return more;
  } finally {
    lookup?.close();
  }
}

/** Whether columns of the one record that a relation leads to came along: `FractieZetel/Fractie_Id`. */
function hasPath(record: ODataRecord, relation: string): boolean {
  return Object.keys(record).some((key) => key.startsWith(`${relation}/`));
}

function graphOf(kind: string): string {
  return `/graph/tweedekamer/${kind}`;
}

/** The moment that lines say under a predicate; empty when they say none, which is earlier than any. */
function momentIn(lines: string, predicate: string): string {
  const from = lines.indexOf(`<${predicate}> "`);
  return from < 0 ? "" : lines.slice(from + predicate.length + 4, lines.indexOf('"', from + predicate.length + 4));
}

function isSame(held: string, changed: string): boolean {
  return held !== "" && (compareMoments(held, publishedMoment(changed)) === 0 || compareMoments(held, changed) === 0);
}
