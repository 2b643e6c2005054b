/**
 * Whose a record is that does not say its vendor: that of the record it is part of. A variant of a programme is known by
 * the list of the programme, or by naming it in a field; what that field is called is documented nowhere.
 */
import type { Delivery } from "../delivery.js";
import type { Admission, OwnerRule } from "./admission.js";
import type { LoketRecord } from "./directus.js";
import { recordsOf } from "./records-of.js";

/**
 * The rule that files of owners give: what is part of none but owners that are dropped is dropped too.
 *
 * @param scratch folder for files on their way
 * @param many the relation of the owners to their parts: `program_forms.id`
 * @throws {SourceError} when a file cannot be read
 */
export async function ownerRuleOf(
  owners: readonly Delivery[],
  scratch: string,
  many: string,
  admission: Admission,
): Promise<OwnerRule> {
  const partsKept = new Set<string>();
  const partsDropped = new Set<string>();
  const dropped = new Set<string>();
  for (const file of owners) {
    for await (const block of recordsOf(file, scratch)) {
      const kept = new Set(admission.kept(block));
      for (const owner of block) {
        if (!kept.has(owner) && idOf(owner) !== "") dropped.add(idOf(owner));
        for (const part of partsOf(owner, many)) (kept.has(owner) ? partsKept : partsDropped).add(part);
      }
    }
  }
  return (record) => {
    const id = idOf(record);
    if (partsKept.has(id)) return true;
    return !partsDropped.has(id) && !Object.values(record).some((value) => dropped.has(idOf(value)));
  };
}

/**
 * The ids of the parts of a record, as a relation to many gives them.
 *
 * @param many the relation and the key that holds the id: `program_forms.id`
 */
export function partsOf(record: LoketRecord, many: string): string[] {
  const [relation = "", key = "id"] = many.split(".");
  const related = record[relation];
  if (!Array.isArray(related)) return [];
  return related.map((each: unknown) => (isRecord(each) ? idOf(each[key] ?? each) : idOf(each)));
}

/** The id of a record, or of what stands for one. */
function idOf(value: unknown): string {
  if (isRecord(value)) return idOf(value["id"]);
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function isRecord(value: unknown): value is LoketRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
