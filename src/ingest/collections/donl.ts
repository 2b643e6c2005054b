/** Ingesting data.overheid.nl (MODEL §2.7): the packages of its register, or of files in the same form, as one dataset. */
import type { DatasetEntry } from "../../archive/manifest.js";
import type { CkanPackage } from "../../sources/ckan/package.js";
import { savedPackages } from "../../sources/ckan/saved-answer.js";
import { openDonl } from "../../sources/donl/open.js";
import { receive } from "../../sources/files/receive.js";
import { SourceError } from "../../sources/source-error.js";
import { CC0 } from "../licences.js";
import { deliveryOf } from "../raw-deliveries.js";
import type { Run } from "../run.js";
import type { DonlRequest } from "../source-requests.js";
import type { CollectionSource, Delivered } from "./staged-collections.js";

export const DONL: CollectionSource = {
  source: "donl",
  key: "results",
  identity: new Set(["packages"]),
  catalogue: "/id/catalogus/donl",
};

const DATASET = "packages";

/** @throws {SourceError} when there is nothing, or another dataset is asked for */
export async function donlDelivered(request: DonlRequest, run: Run): Promise<Delivered> {
  const { from, all, full, dataset = DATASET, licence = CC0 } = request;
  if (dataset !== DATASET) {
    throw new SourceError(`data.overheid.nl has one dataset, ${DATASET}; "${dataset}" is none of it`);
  }
  const entry: DatasetEntry | undefined = run.publication.datasets(DONL.source)[DATASET];
  const held = {
    ...(entry?.mark === undefined ? {} : { mark: entry.mark }),
    packages: () => heldPackages(run),
  };
  const { scratch } = run.publication;
  const delivery = await openDonl({ from, all, full, held, scratch }, run.http, (text) => run.progress.note(text));
  return {
    of: DONL,
    deliveries: [delivery],
    isWhole: () => true,
    isWithdrawn: () => false,
    licence: () => licence,
    mark: delivery.mark,
  };
}

/** The packages that earlier runs kept. */
async function* heldPackages({ archive, publication, signal }: Run): AsyncGenerator<readonly CkanPackage[]> {
  for (const raw of await archive.rawFiles(DONL.source, DATASET)) {
    const delivery = deliveryOf(raw, archive, DONL.source);
    const { body } = await delivery.open();
    const received = await receive(body, publication.stagingPath("held.json"), delivery.origin, { signal });
    yield* savedPackages(received, delivery.origin);
  }
}
