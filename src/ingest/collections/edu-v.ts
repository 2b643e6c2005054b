/**
 * Ingesting Edu-V (MODEL §2.4): what each Bron, the administration system of schools, delivers. Without its consent
 * nothing of a Bron is kept, and what was kept of it goes.
 */
import { z } from "zod";
import { type ApiBron, apiBron, type BronSettings } from "../../sources/edu-v/bron.js";
import { eduVApi } from "../../sources/edu-v/client.js";
import { eduVFiles } from "../../sources/edu-v/files.js";
import type { Note } from "../../sources/edu-v/note.js";
import { requestOf } from "../../sources/edu-v/request.js";
import type { Delivery } from "../../sources/delivery.js";
import { SourceError } from "../../sources/source-error.js";
import type { Run } from "../run.js";
import type { EduVRequest } from "../source-requests.js";
import type { CollectionSource, Delivered } from "./staged-collections.js";

export const EDU_V: CollectionSource = { source: "edu-v", key: "data", identity: new Set(["organisations"]) };

/** @throws {SourceError} when files cannot be read, or nothing says where Edu-V is */
export async function eduVDelivered(request: EduVRequest, run: Run): Promise<Delivered> {
  const bronnen = request.from === undefined ? apiBronnen(request) : await fileBronnen(request.from, run);
  const licences = new Map(bronnen.map(({ settings }) => [settings.bron, settings.licence ?? request.licence]));
  const broken = new Set<string>();
  return {
    of: EDU_V,
    deliveries: deliveries(bronnen, request, run, broken),
    isWhole: (dataset) => !broken.has(bronOf(dataset)) && bronnen.some((each) => each.isWhole && isOf(dataset, each)),
    isGone: (dataset) =>
      !broken.has(bronOf(dataset)) &&
      isAsked(dataset, request.dataset) &&
      bronnen.some((each) => each.isWhole && each.settings.consent && isOf(dataset, each)),
    isWithdrawn: (dataset) => bronnen.some((each) => !each.settings.consent && isOf(dataset, each)),
    licence: (dataset) => licences.get(bronOf(dataset)),
  };
}

interface Bron {
  readonly settings: BronSettings;
  readonly deliveries: (run: Run) => AsyncIterable<Delivery> | Iterable<Delivery>;
  /** Whether all of it comes, not one file. */
  readonly isWhole: boolean;
}

function bronOf(dataset: string): string {
  return dataset.slice(0, dataset.indexOf("/"));
}

function isOf(dataset: string, { settings }: Bron): boolean {
  return bronOf(dataset) === settings.bron;
}

async function* deliveries(
  bronnen: readonly Bron[],
  { dataset }: EduVRequest,
  run: Run,
  broken: Set<string>,
): AsyncGenerator<Delivery> {
  for (const bron of bronnen) {
    const { settings } = bron;
    if (!settings.consent) {
      const message = `Bron ${settings.bron} gives no consent (consent: true), so nothing of it is kept`;
      run.reports.push({ file: settings.bron, outcome: "left-out", message });
      continue;
    }
    try {
      for await (const delivery of bron.deliveries(run)) {
        if (!isAsked(delivery.dataset ?? "", dataset)) continue;
        yield withContext(delivery, settings, broken);
      }
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      // What it did not come to is still there as it was.
      broken.add(settings.bron);
      run.reports.push({ file: settings.bron, outcome: "refused", message: error.message });
    }
  }
}

/** `--dataset` names a dataset as it is, or the collection of every Bron. */
function isAsked(dataset: string, asked: string | undefined): boolean {
  return asked === undefined || dataset === asked || dataset.endsWith(`/${asked}`) || bronOf(dataset) === asked;
}

/**
 * A delivery with its request as cells of each record, which does not name its school: the header says what kind of key
 * it is. The version that the answer is in is known when it is there.
 *
 * @param broken gets the Bron when its organisations cannot be had: the offerings of their schools are then not asked for
 */
function withContext(delivery: Delivery, settings: BronSettings, broken: Set<string>): Delivery {
  const { dataset = "", part = "" } = delivery;
  const { soort, waarde, alleenDezeVestiging } = requestOf(dataset, part, settings);
  // Asked by a location, but answered for all of its institution.
  const header = soort === "V_ID" && alleenDezeVestiging === false ? "AANBIEDER" : soort;
  const context: Record<string, string> = { "_request.BRON": settings.bron };
  if (soort !== "ALL") context[`_request.${header}`] = waarde;
  if (settings.schoolPeriodId !== undefined && !dataset.endsWith("/organisations"))
    context["_request.SCHOOLPERIODE"] = settings.schoolPeriodId;
  return {
    ...delivery,
    context,
    async open() {
      const opened = await delivery.open().catch((error: unknown) => {
        if (dataset.endsWith("/organisations")) broken.add(settings.bron);
        throw error;
      });
      const version = opened.headers?.["api-version"];
      if (version !== undefined) context["_request.API-VERSION"] = version;
      return opened;
    },
  };
}

async function fileBronnen(from: string, run: Run): Promise<Bron[]> {
  const found = await eduVFiles(from, noteOn(run));
  const isWhole = !/\.json(?:\.gz)?$/i.test(from);
  return found.map((each) => ({ settings: each.settings, deliveries: () => each.deliveries, isWhole }));
}

function apiBronnen({ bronnen = {}, env }: EduVRequest): Bron[] {
  const configured = Object.entries(bronnen).map(([bron, given]): Bron => {
    const settings = readApiBron(bron, given);
    return { settings, deliveries: (run) => eduVApi(settings, env, run.http, noteOn(run)), isWhole: true };
  });
  if (configured.length > 0) return configured;
  throw new SourceError(
    "edu-v has no address of its own: give a folder with --from, or configure each Bron under sources: edu-v: bronnen:",
  );
}

function readApiBron(bron: string, given: unknown): ApiBron {
  const read = apiBron.safeParse(typeof given === "object" ? { bron, ...given } : given);
  if (read.success) return read.data;
  throw new SourceError(`sources: edu-v: bronnen: ${bron}: ${z.prettifyError(read.error)}`);
}

function noteOn({ progress }: Run): (note: Note) => void {
  return ({ message }) => progress.note(message);
}
