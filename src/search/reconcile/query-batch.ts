/** Batches of reconciliation queries and data extension queries, as they come: JSON in a form element or a parameter. */
import { z } from "zod";
import { Problem } from "../../http/problem.js";
import type { Site } from "../../http/site.js";
import { expanded } from "../curie.js";
import { LONGEST_QUESTION, type MatchQuestion } from "../questions.js";
import { BATCH_SIZE } from "./manifest.js";

const DEFAULT_LIMIT = 10;
const MOST_CANDIDATES = 50;
const MOST_PROPERTIES = 20;
const MOST_VALUES = 20;
const LONGEST_IRI = 500;
/** Cells of a data extension: rows times columns. */
const MOST_CELLS = 5_000;

const iri = z.string().min(1).max(LONGEST_IRI);
// A column may hold whole paragraphs by mistake; the beginning is compared.
const text = z.string().transform((value) => value.trim().slice(0, LONGEST_QUESTION));
const value = z.union([
  text,
  z.number().transform(String),
  z.boolean().transform(String),
  z.object({ id: iri }).transform(({ id }) => id),
]);
// A client sends a blank cell as an empty string or null: it says nothing.
const values = z
  .union([z.array(value).max(MOST_VALUES), value.transform((one) => [one]), z.null().transform(() => [])])
  .transform((all) => all.filter((each) => each !== ""));
// Nor does a blank type, which the schema of the specification allows.
const types = z.union([
  z.array(iri).max(MOST_PROPERTIES),
  z
    .string()
    .max(LONGEST_IRI)
    .transform((one) => (one === "" ? [] : [one])),
  z.null().transform(() => []),
]);

const query = z
  .object({
    query: text.optional(),
    type: types.optional(),
    limit: z.number().int().min(1).optional(),
    properties: z
      .array(z.object({ pid: iri, v: values }))
      .max(MOST_PROPERTIES)
      .optional(),
    type_strict: z.enum(["any", "should", "all"]).optional(),
  })
  .refine((q) => q.query !== undefined || (q.properties ?? []).length > 0, "give query, or properties, or both");

const batch = z.record(z.string().max(LONGEST_QUESTION), query);

const extension = z.object({
  ids: z.array(z.string().max(LONGEST_IRI)),
  properties: z.array(z.object({ id: iri })),
});

/**
 * The queries of a batch by their keys, as questions to the index.
 *
 * @throws {Problem} 400 for what is no batch, 413 for one of more than {@link BATCH_SIZE}
 */
export function queryBatch(json: string, site: Site): Map<string, MatchQuestion> {
  const raw = parsed(json, "queries");
  if (typeof raw === "object" && raw !== null && Object.keys(raw).length > BATCH_SIZE) {
    throw new Problem(413, `a batch may have ${BATCH_SIZE} queries at most (batchSize of the manifest); send several`);
  }
  const queries = checked(batch, raw, "queries");
  return new Map(
    Object.entries(queries).map(([key, { query, type = [], limit = DEFAULT_LIMIT, properties = [] }]) => [
      key,
      {
        ...(query === undefined ? {} : { text: query }),
        types: type.map((each) => expanded(each, site)),
        limit: Math.min(limit, MOST_CANDIDATES),
        properties: properties
          .filter(({ v }) => v.length > 0)
          .map(({ pid, v }) => ({ property: expanded(pid, site), values: v })),
      },
    ]),
  );
}

export interface Extension {
  readonly ids: readonly string[];
  readonly properties: readonly string[];
}

/**
 * A data extension query.
 *
 * @throws {Problem} 400 for what is none, 413 for one of more than 5,000 cells
 */
export function extensionQuery(json: string): Extension {
  const { ids, properties } = checked(extension, parsed(json, "extend"), "extend");
  if (ids.length * Math.max(1, properties.length) > MOST_CELLS) {
    throw new Problem(413, `ids times properties may be ${MOST_CELLS} at most; send several queries`);
  }
  return { ids: [...new Set(ids)], properties: [...new Set(properties.map(({ id }) => id))] };
}

function parsed(json: string, name: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new Problem(400, `${name} is not JSON; see the Reconciliation Service API 0.2 for its form`);
  }
}

function checked<T>(schema: z.ZodType<T>, raw: unknown, name: string): T {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = [name, ...(issue?.path ?? [])].join(".").slice(0, LONGEST_QUESTION);
  throw new Problem(400, `${where}: ${issue?.message ?? "not of the form that the Reconciliation API 0.2 gives"}`);
}
