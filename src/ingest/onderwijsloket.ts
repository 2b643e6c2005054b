/** Ingesting Onderwijsloket. */
import type { Run } from "./run.js";
import type { LoketRequest } from "./source-requests.js";
import type { CollectionSource, Delivered } from "./staged-collections.js";

export const LOKET: CollectionSource = {
  source: "onderwijsloket",
  key: "data",
  identity: new Set(["educational_institutions"]),
};

export async function loketDelivered(_request: LoketRequest, _run: Run): Promise<Delivered> {
  return { of: LOKET, isWhole: () => true, isWithdrawn: () => false, deliveries: [], licence: () => undefined };
}
