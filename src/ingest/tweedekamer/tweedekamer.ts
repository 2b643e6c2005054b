/**
 * Ingesting the Tweede Kamer (MODEL §2.6): each entity whole the first time, afterwards what changed since. From files
 * and presets records are added to what is there.
 */
import { SourceError, WrongRequest } from "../../sources/source-error.js";
import type { TkTables } from "../../sources/tweedekamer/client.js";
import { EntityTable } from "../../sources/tweedekamer/entity-table.js";
import { PersonalData } from "../../sources/tweedekamer/personal-data.js";
import { type Coming, comings } from "./comings.js";
import type { Publish } from "./entity-publish.js";
import { SOURCE } from "./entity-raw.js";
import type { About } from "./entity-receive.js";
import { ExpandedRecords } from "./expanded-records.js";
import { packageText } from "../../package/package-files.js";
import { reportRefused } from "../refused.js";
import type { Run } from "../run.js";
import type { TkRequest } from "../source-requests.js";
import { load } from "./scope-check.js";
import { readSourceTables } from "../source-tables.js";
import { tighten } from "./tighten.js";

const FOLDER = "mappings/tweedekamer";

/** Loads what a request asks. @throws {SourceError} when nothing of it can be reached */
export async function ingestTweedekamer(request: TkRequest, run: Run): Promise<void> {
  const tables = await readSourceTables(SOURCE, run.base, run.book);
  const kamer = await readTables(request, run);
  const inside = new ExpandedRecords(kamer, run);
  const about: About = { request, tables, kamer, inside, left: new Set(), run };
  // When the service cannot be reached either.
  const isTightened = await tighten(about);
  try {
    await loadAll(comings(request, kamer, run), about);
    for await (const coming of inside.comings()) await (await tried(coming, about))();
  } catch (error) {
    if (!isTightened || error instanceof WrongRequest) throw error;
    reportRefused(error, SOURCE, run);
  } finally {
    await inside.close();
  }
}

/** Loads one entity after another; the file of one is written while the next is fetched and mapped. */
async function loadAll(all: AsyncGenerator<Coming>, about: About): Promise<void> {
  let last: Publish = nothing;
  const after = async (next: Publish): Promise<void> => {
    const publish = last;
    last = next;
    await publish();
  };
  try {
    for await (const coming of all) {
      // What is added to a graph looks at what it holds by then.
      if (coming.way !== "list") await after(nothing);
      await after(await tried(coming, about));
    }
  } finally {
    // Also when the next cannot be reached.
    await after(nothing);
  }
}

const nothing: Publish = () => Promise.resolve();

/** Loads one entity; a source that fails costs no other its load. */
async function tried(coming: Coming, about: About): Promise<Publish> {
  const { run } = about;
  const refused = (error: unknown): void => {
    if (!(error instanceof SourceError)) throw error;
    run.reports.push({ file: coming.entity.kind, outcome: "refused", message: error.message });
  };
  run.signal?.throwIfAborted();
  run.progress.begin(coming.entity.kind);
  try {
    const publish = await load(coming, about);
    return () => publish().catch(refused);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return async () => refused(error);
  } finally {
    run.progress.end();
  }
}

async function readTables({ persoonsgegevens }: TkRequest, { base }: Run): Promise<TkTables> {
  const text = (file: string): Promise<string> => packageText(base, ...FOLDER.split("/"), file);
  const entities = EntityTable.read(await text("entities.csv"), await text("columns.csv"));
  const personal = `${FOLDER}/persoonsgegevens.csv`;
  return {
    entities,
    personal: PersonalData.read(await text("persoonsgegevens.csv"), personal, entities, persoonsgegevens),
  };
}
