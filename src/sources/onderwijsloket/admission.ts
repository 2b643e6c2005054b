/**
 * Which records may be kept: published ones, of vendors that are allowed (MODEL §2.5, DESIGN §8.12). The API is asked for
 * no others; this holds when it gives them all the same, and for files.
 */
import { z } from "zod";
import type { LoketRecord } from "./directus.js";

/** The vendor whose data are free to be used again. */
export const OWN_VENDOR = "onderwijsloket";

/** A record that is part of another and says not whose it is: whether it may be kept. */
export type OwnerRule = (record: LoketRecord) => boolean;

const related = z.looseObject({ id: z.union([z.string(), z.number()]) });

/** Vendors that a note names. */
const NAMED = 5;

/** Looks at the records of one list, and counts those that are dropped. */
export class Admission {
  readonly #vendors: ReadonlySet<unknown>;
  readonly #ownerRule: OwnerRule;
  readonly #ofVendor = new Map<string, number>();
  #ofOwner = 0;
  #notPublished = 0;

  constructor(vendors: readonly string[], ownerRule: OwnerRule = () => true) {
    this.#vendors = new Set(vendors);
    this.#ownerRule = ownerRule;
  }

  /** The records that may be kept; a record that says nothing of its vendor or status is one. */
  kept(records: readonly LoketRecord[]): LoketRecord[] {
    return records.filter((record) => this.#isKept(record));
  }

  #isKept(record: LoketRecord): boolean {
    if (this.isOfOthers(record)) {
      const vendor = typeof record["vendor"] === "string" ? record["vendor"].slice(0, 40) : "without a name";
      this.#ofVendor.set(vendor, (this.#ofVendor.get(vendor) ?? 0) + 1);
      return false;
    }
    if (!Object.hasOwn(record, "vendor") && !this.#ownerRule(record)) {
      this.#ofOwner += 1;
      return false;
    }
    if (isUnpublished(record)) {
      this.#notPublished += 1;
      return false;
    }
    return true;
  }

  /** Whether a record says that it is of a vendor that is not allowed. */
  isOfOthers(record: LoketRecord): boolean {
    return Object.hasOwn(record, "vendor") && !this.#vendors.has(record["vendor"]);
  }

  /** A value inside a record: of a related record that may not be kept its id is left, which is but a link. */
  readonly inner = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const record = value as LoketRecord;
    if (!this.isOfOthers(record) && !(isUnpublished(record) && Object.hasOwn(record, "id"))) return value;
    return related.safeParse(record).data?.id ?? null;
  };

  /** What was dropped, in sentences. */
  *notes(name: string): Generator<string> {
    const ofOthers = total(this.#ofVendor);
    if (ofOthers > 0) {
      const named = [...this.#ofVendor].slice(0, NAMED).map(([vendor, count]) => `${vendor} ${count}`);
      yield `${name}: ${records(ofOthers)} dropped, of vendors that are not allowed (${named.join(", ")}${this.#ofVendor.size > NAMED ? ", …" : ""})`;
    }
    if (this.#ofOwner > 0) yield `${name}: ${records(this.#ofOwner)} dropped, part of what is not kept itself`;
    if (this.#notPublished > 0) yield `${name}: ${records(this.#notPublished)} dropped, not published`;
  }
}

function isUnpublished(record: LoketRecord): boolean {
  return Object.hasOwn(record, "status") && record["status"] !== "published";
}

function total(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}

/** `1 record`, `2 records`. */
export function records(count: number): string {
  return count === 1 ? "1 record" : `${count} records`;
}
