/** Ingesting Edu-V: what each Bron (an administration system) delivers, with its consent or not at all. */
import type { Run } from "./run.js";
import type { EduVRequest } from "./source-requests.js";
import type { CollectionSource, Delivered } from "./staged-collections.js";

export const EDU_V: CollectionSource = { source: "edu-v", key: "data", identity: new Set(["organisations"]) };

export async function eduVDelivered(_request: EduVRequest, _run: Run): Promise<Delivered> {
  return { of: EDU_V, whole: true, deliveries: [], licence: () => undefined };
}
