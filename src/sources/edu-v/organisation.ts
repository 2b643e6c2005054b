/** What of an organisation is read before it is mapped: by which identifiers its offerings are to be asked for. */
import { z } from "zod";
import { type Asked, SCHOOL_TYPES } from "./request.js";

/** A field that is wrong is passed over here; it becomes a finding where the record is cleaned. */
const identifier = z.string().trim().min(1);
const organisation = z.object({
  organisationMasterIdentifier: identifier.optional().catch(undefined),
  organisationIds: z.array(z.unknown()).catch([]),
});
const organisationId = z.object({ organisationId: identifier, organisationIdType: z.string() });

/**
 * The best identifiers of an organisation: its master id, else all of the first type that it has of OIE_CODE, V_ID,
 * DD_ID, BP_ID, AS_ID. Empty when it has none, against the specification.
 */
export function bestIdentifiers(record: object): Asked[] {
  const read = organisation.safeParse(record);
  if (!read.success) return [];
  const { organisationMasterIdentifier: master, organisationIds } = read.data;
  if (master !== undefined) return [{ type: "MASTER", value: master }];
  const ids = organisationIds.flatMap((each) => {
    const id = organisationId.safeParse(each);
    return id.success ? [id.data] : [];
  });
  for (const type of SCHOOL_TYPES) {
    const values = ids.filter((id) => id.organisationIdType === type).map((id) => id.organisationId);
    if (values.length > 0) return [...new Set(values)].map((value) => ({ type, value }));
  }
  return [];
}
