/** What is asked of the Onderwijsloket API: the table `mappings/onderwijsloket/collections.yaml`, read and checked. */
import { parse } from "yaml";
import { z } from "zod";

/** One collection that is asked for. */
export interface LoketCollection {
  readonly name: string;
  /** Permission that a token must have, as the documentation calls it. */
  readonly policy: string;
  /** Fields of the record itself, or of the one record that it is related to: `title`, `asset.filesize`. */
  readonly fields: readonly string[];
  /** Relations to many: `faqs.faqs_id`. */
  readonly many: readonly string[];
  /** Whether its records name the vendor they are of, and whether the API is asked for allowed vendors alone. */
  readonly vendor?: "filtered" | "told";
  /** Whether its records have a status. */
  readonly status?: "published";
  /** Whose relation to many tells whose record it is, where it has no vendor of its own: programs, `program_forms.id`. */
  readonly partOf?: PartOf;
}

export interface PartOf {
  readonly collection: string;
  readonly many: string;
}

/** About persons who ask for advice: never asked for, never read, never kept (MODEL §2.5). */
export const PERSONAL: ReadonlySet<string> = new Set([
  "applicants",
  "applicant_activity",
  "scheduled_events",
  "scheduling_links",
]);

/** Whether a collection is never asked for, whatever is configured: it is about persons, or of Directus itself. */
export function isNeverAsked(collection: string): boolean {
  return PERSONAL.has(collection) || collection.startsWith("directus_");
}

/** Fields that lead to users of Directus. */
const USERS: ReadonlySet<string> = new Set(["user_created", "user_updated"]);

/** Whether a field of a record is left out of it wherever it stands: it leads to a person who did not publish it. */
export function isPrivate(field: string): boolean {
  return USERS.has(field) || isNeverAsked(field);
}

const name = z.string().regex(/^[a-z][a-z0-9_]*$/, "write the name of a collection: a-z, 0-9 and _");
const field = z.string().regex(/^(?:\*|[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)$/, "write a field, or field.field");
const relation = z.string().regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/, "write relation.key");

const table = z.record(
  name,
  z.strictObject({
    policy: z.string().min(1),
    fields: z
      .array(field)
      .refine((fields) => fields.includes("id") || fields.includes("*"), "must have id: records are told apart by it"),
    many: z.array(relation).default([]),
    vendor: z.enum(["filtered", "told"]).optional(),
    status: z.literal("published").optional(),
    part_of: relation.optional(),
  }),
);

/**
 * The collections in the order of the table.
 *
 * @param path how messages call it
 * @throws {Error} naming the file and what is wrong with it
 */
export function readCollections(text: string, path: string): LoketCollection[] {
  const read = table.safeParse(parsed(text, path));
  if (!read.success) throw new Error(`${path}: ${z.prettifyError(read.error)}`);
  return Object.entries(read.data).map(([name, { part_of: owner, vendor, status, ...entry }]) => {
    if (isNeverAsked(name)) {
      throw new Error(`${path}: ${name} is about persons, or of Directus itself, and is never asked for`);
    }
    const leading = [...entry.fields, ...entry.many].flatMap((each) => each.split(".")).find(isPrivate);
    if (leading !== undefined) {
      throw new Error(`${path}: ${name}: "${leading}" leads to persons and is never asked for`);
    }
    const partOf = owner === undefined ? undefined : partOfIn(owner, read.data);
    if (owner !== undefined && partOf === undefined) {
      throw new Error(`${path}: ${name}: part_of names ${owner}, which is no relation under "many" of a collection`);
    }
    return {
      name,
      ...entry,
      ...(vendor === undefined ? {} : { vendor }),
      ...(status === undefined ? {} : { status }),
      ...(partOf === undefined ? {} : { partOf }),
    };
  });
}

function partOfIn(owner: string, all: z.infer<typeof table>): PartOf | undefined {
  const [collection = "", relation = ""] = owner.split(".");
  const many = all[collection]?.many.find((each) => each.startsWith(`${relation}.`));
  return many === undefined ? undefined : { collection, many };
}

function parsed(text: string, path: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
