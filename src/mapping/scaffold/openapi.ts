/** Drafts a mapping from an OpenAPI document (3.x, or Swagger 2): its object schemas. */
import { parse } from "yaml";
import { z } from "zod";
import { type DraftEntity, type DraftField, type DraftType, ScaffoldError } from "./draft.js";

const propertySchema = z.object({
  $ref: z.string().optional(),
  type: z.unknown().optional(),
  format: z.string().optional(),
  items: z.object({ $ref: z.string().optional(), type: z.unknown().optional() }).optional(),
});
const objectSchema = z.object({ properties: z.record(z.string(), propertySchema).optional() });
const document = z.object({
  components: z.object({ schemas: z.record(z.string(), objectSchema).optional() }).optional(),
  definitions: z.record(z.string(), objectSchema).optional(),
});

const FORMATS: Readonly<Record<string, DraftType>> = {
  date: "date",
  "date-time": "dateTime",
  uri: "anyURI",
  url: "anyURI",
  int32: "integer",
  int64: "integer",
  float: "double",
  double: "double",
};
const TYPES: Readonly<Record<string, DraftType>> = { integer: "integer", number: "decimal", boolean: "boolean" };

/** Schemas that are objects with properties; each is taken to be a list in `{name}.json`. */
export function fromOpenApi(text: string, path: string): DraftEntity[] {
  let read: unknown;
  try {
    read = parse(text, { maxAliasCount: 100 });
  } catch (error) {
    throw new ScaffoldError(`${path} is neither JSON nor YAML: ${(error as Error).message}`, { cause: error });
  }
  const found = document.safeParse(read);
  if (!found.success) throw new ScaffoldError(`${path} is no OpenAPI document: ${z.prettifyError(found.error)}`);
  const schemas = found.data.components?.schemas ?? found.data.definitions ?? {};
  const entities = Object.entries(schemas).filter(([, schema]) => schema.properties !== undefined);
  const names = new Set(entities.map(([name]) => name));
  return entities.map(([name, schema]) => {
    const properties = Object.entries(schema.properties ?? {});
    const key = keyOf(
      name,
      properties.map(([property]) => property),
    );
    return {
      name,
      path: `${name}.json`,
      formulation: "jsonpath",
      iterator: "$[*]",
      key,
      fields: properties.map(([property, p]) => field(property, p, names)),
    };
  });
}

/** OpenAPI has no keys; a field that is called so is taken for one. */
function keyOf(name: string, properties: readonly string[]): string | undefined {
  const wanted = new Set(["id", ...["Id", "Identifier", "MasterIdentifier"].map((end) => (name + end).toLowerCase())]);
  return properties.find((property) => wanted.has(property.toLowerCase()));
}

function field(reference: string, property: z.infer<typeof propertySchema>, names: ReadonlySet<string>): DraftField {
  const target = (property.$ref ?? property.items?.$ref)?.split("/").at(-1);
  if (target !== undefined && names.has(target)) {
    return {
      reference,
      type: "string",
      decide: `"${reference}" holds ${target}: link to it by its key, or map it from here`,
    };
  }
  const inner = property.type === "array" ? property.items?.type : property.type;
  if (inner === "object")
    return { reference, type: "string", decide: `"${reference}" is an object: which of its parts are wanted?` };
  const type = FORMATS[property.format ?? ""] ?? TYPES[String(inner)] ?? "string";
  return { reference, type };
}
