/** Fictional schools under codes that are not issued, in the form of the Education API 1.1.1. */
import type { School } from "./server.js";

const WHEN = { status: "active", dateCreated: "2025-08-01T08:00:00Z", dateLastModified: "2025-09-01T08:00:00Z" };

const BOARD = {
  organisationMasterIdentifier: "999B999",
  organisationIds: [{ organisationId: "99999", organisationIdType: "BGE_CODE" }],
  name: "Stichting Fictief Onderwijs",
};

/** `n` as the last group of a UUID. */
function uuid(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
}

let made = 0;

/** A school with these identifiers, a study and two subjects, all with ids that no other has. */
export function school(ids: { master?: string; ids?: readonly (readonly [type: string, id: string])[] }): School {
  made += 10;
  const study = uuid(made);
  return {
    organisation: {
      ...(ids.master === undefined ? {} : { organisationMasterIdentifier: ids.master }),
      ...(ids.ids === undefined
        ? {}
        : { organisationIds: ids.ids.map(([type, id]) => ({ organisationId: id, organisationIdType: type })) }),
      name: `Fictieve school ${made}`,
      boards: [BOARD],
      ...WHEN,
    },
    studyofferings: [{ studyOfferingId: study, studyOfferingName: "Groep 1", studyCode: "1000O0020", ...WHEN }],
    subjectofferings: [1, 2].map((n) => ({
      subjectOfferingId: uuid(made + n),
      subjectOfferingName: `Vak ${n}`,
      studyOfferings: [study],
      ...WHEN,
    })),
  };
}
