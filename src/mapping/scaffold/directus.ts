/** Drafts a mapping from a Directus schema: `/schema/snapshot`, or `/fields` with or without `/relations` beside it. */
import { z } from "zod";
import { type DraftEntity, type DraftField, type DraftType, ScaffoldError } from "./draft.js";

const fieldSchema = z.object({
  collection: z.string(),
  field: z.string(),
  type: z.string().nullish(),
  schema: z.object({ is_primary_key: z.boolean().nullish(), foreign_key_table: z.string().nullish() }).nullish(),
});
const relationSchema = z.object({
  collection: z.string().nullish(),
  field: z.string().nullish(),
  related_collection: z.string().nullish(),
});
const snapshot = z.object({ fields: z.array(fieldSchema), relations: z.array(relationSchema).default([]) });
const wrapped = z.object({ data: z.union([snapshot, z.array(fieldSchema)]) });

const TYPES: Readonly<Record<string, DraftType>> = {
  boolean: "boolean",
  integer: "integer",
  bigInteger: "integer",
  decimal: "decimal",
  float: "double",
  date: "date",
  dateTime: "dateTime",
  timestamp: "dateTime",
};

/** Collections that are not Directus' own; each has its items in `{collection}.json`, as the API gives them. */
export function fromDirectus(text: string, path: string): DraftEntity[] {
  const { fields, relations } = read(text, path);
  const links = new Map(relations.map((r) => [`${r.collection} ${r.field}`, r.related_collection ?? undefined]));
  const collections = [...new Set(fields.map((f) => f.collection))].filter((name) => !name.startsWith("directus_"));
  return collections.map((collection) => {
    const own = fields.filter((f) => f.collection === collection);
    const key = own.find((f) => f.schema?.is_primary_key === true) ?? own.find((f) => f.field === "id");
    return {
      name: collection,
      path: `${collection}.json`,
      formulation: "jsonpath",
      iterator: "$.data[*]",
      key: key?.field,
      fields: own.map((f): DraftField => {
        const linksTo = links.get(`${collection} ${f.field}`) ?? f.schema?.foreign_key_table ?? undefined;
        const known = TYPES[f.type ?? ""];
        return {
          reference: f.field,
          type: known ?? "string",
          linksTo,
          decide: decision(f.field, f.type ?? "", linksTo),
        };
      }),
    };
  });
}

function decision(field: string, type: string, linksTo: string | undefined): string | undefined {
  if (type === "alias") return `"${field}" is a list of other items: map it from the collection that holds them`;
  if (type === "json" || type === "csv") return `"${field}" is ${type}: which of its parts are wanted?`;
  if (linksTo?.startsWith("directus_") === true) return `"${field}" refers to ${linksTo}, which is Directus' own`;
  return undefined;
}

function read(text: string, path: string): z.infer<typeof snapshot> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ScaffoldError(`${path} is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const found = z.union([snapshot, z.array(fieldSchema), wrapped]).safeParse(json);
  if (!found.success) {
    throw new ScaffoldError(`${path} is no Directus schema; give the answer of /schema/snapshot or /fields`);
  }
  const inner = "data" in found.data ? found.data.data : found.data;
  return Array.isArray(inner) ? { fields: inner, relations: [] } : inner;
}
