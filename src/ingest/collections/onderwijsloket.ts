/** Ingesting Onderwijsloket (MODEL §2.5): collections of its API, or of files in the same form. */
import { readCollections } from "../../sources/onderwijsloket/collections.js";
import { TOKEN_VARIABLE } from "../../sources/onderwijsloket/directus.js";
import { openLoket } from "../../sources/onderwijsloket/open.js";
import { packageText } from "../../package/package-files.js";
import type { Run } from "../run.js";
import type { LoketRequest } from "../source-requests.js";
import type { CollectionSource, Delivered } from "./staged-collections.js";

export const LOKET: CollectionSource = {
  source: "onderwijsloket",
  key: "data",
  identity: new Set(["educational_institutions"]),
};

/** @throws {SourceError} when there is nothing, or the API cannot be asked */
export async function loketDelivered(request: LoketRequest, run: Run): Promise<Delivered> {
  const { from, dataset, vendors, env, licence } = request;
  const table = "mappings/onderwijsloket/collections.yaml";
  const collections = readCollections(await packageText(run.base, ...table.split("/")), table);
  const token = env[TOKEN_VARIABLE];
  const { scratch } = run.publication;
  const deliveries = await openLoket({ from, dataset, token, vendors, collections, scratch }, run.http, (text) =>
    run.progress.note(text),
  );
  return { of: LOKET, deliveries, isWhole: () => true, isWithdrawn: () => false, licence: () => licence };
}
