/** A Bron of Edu-V in files, small and fictional, under codes that are not issued. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { IngestOptions } from "#src/ingest/ingest.js";
import type { IngestReport } from "#src/ingest/report.js";
import { ingestFrom } from "../run.js";

const WHEN = { status: "active", dateCreated: "2017-07-21T17:32:28Z", dateLastModified: "2022-08-11T15:31:12Z" };

export interface Ids {
  readonly master?: string;
  readonly ids?: Readonly<Record<string, string | readonly string[]>>;
}

function idsOf({ master, ids = {} }: Ids, id: string): Record<string, unknown> {
  const list = Object.entries(ids).flatMap(([type, values]) =>
    [values].flat().map((value) => ({ [id]: value, [`${id}Type`]: type })),
  );
  return {
    ...(master === undefined
      ? {}
      : { [`${id === "locationId" ? "location" : "organisation"}MasterIdentifier`]: master }),
    ...(list.length === 0 ? {} : { [`${id}s`]: list }),
  };
}

export function organisation(
  name: string,
  own: Ids,
  rest: { boards?: readonly Ids[]; locations?: readonly Ids[]; more?: object } = {},
): Record<string, unknown> {
  return {
    ...idsOf(own, "organisationId"),
    name,
    boards: (rest.boards ?? []).map((each) => ({ ...idsOf(each, "organisationId"), name: `Bestuur van ${name}` })),
    locations: (rest.locations ?? []).map((each) => ({ ...idsOf(each, "locationId"), name: `Locatie van ${name}` })),
    ...WHEN,
    ...rest.more,
  };
}

export function offering(n: number, more: object = {}): Record<string, unknown> {
  return { studyOfferingId: uuid(n), studyOfferingName: `Opleiding ${n}`, ...WHEN, ...more };
}

export function uuid(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
}

/** Writes `{folder}/{bron}/…`: the text of `bron.yaml`, and answers by their path in the folder of the Bron. */
export async function writeBron(
  folder: string,
  bron: string,
  yaml: string,
  answers: Readonly<Record<string, unknown>>,
): Promise<string> {
  const files = { "bron.yaml": yaml, ...answers };
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, bron, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}

export function ingestEduV(dir: string, from: string, options: Partial<IngestOptions> = {}): Promise<IngestReport> {
  return ingestFrom(dir, [{ source: "edu-v", from, env: {} }], options);
}
