/**
 * JSON Schemas for what a reconciliation service answers, written after the text of the Reconciliation Service API 0.2.
 * They are stricter than the specification where it leaves members open: an answer of ours has no member it does not know.
 */
import { Ajv, type SchemaObject, type ValidateFunction } from "ajv";

const text: SchemaObject = { type: "string" };
const filled: SchemaObject = { type: "string", minLength: 1 };

function closed(required: Record<string, SchemaObject>, optional: Record<string, SchemaObject> = {}): SchemaObject {
  return {
    type: "object",
    required: Object.keys(required),
    properties: { ...required, ...optional },
    additionalProperties: false,
  };
}
const listOf = (items: SchemaObject, more: SchemaObject = {}): SchemaObject => ({ type: "array", items, ...more });
const mapOf = (values: SchemaObject): SchemaObject => ({ type: "object", additionalProperties: values });

/** "Types": an identifier and a name; "Suggest Responses" adds a description. */
const type = closed({ id: filled, name: filled }, { description: text });
/** "View template": holds `{{id}}`. */
const template: SchemaObject = { type: "string", pattern: "^https?://.*\\{\\{id\\}\\}" };
const service = closed({ service_url: { type: "string", pattern: "^https?://" }, service_path: text });

/** "Property Values" in rows of "Data Extension Responses". */
const cell: SchemaObject = {
  oneOf: [
    closed({}),
    closed({ id: filled, name: filled }, { description: text }),
    closed({ str: text }),
    closed({ float: { type: "number" } }),
    closed({ int: { type: "integer" } }),
    closed({ date: { type: "string", pattern: "^-?[0-9]{4,}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]" } }),
  ],
};

const SCHEMAS = {
  manifest: closed(
    {
      versions: listOf(text, { contains: { const: "0.2" } }),
      name: filled,
      identifierSpace: { type: "string", pattern: "^https?://" },
      schemaSpace: { type: "string", pattern: "^https?://" },
    },
    {
      defaultTypes: listOf(type, { uniqueItems: true }),
      documentation: text,
      logo: text,
      serviceVersion: text,
      view: closed({ url: template }),
      preview: closed({ url: template, width: { type: "integer" }, height: { type: "integer" } }),
      suggest: closed({}, { entity: service, type: service, property: service }),
      extend: closed({}, { propose_properties: service, property_settings: { type: "array" } }),
      batchSize: { type: "integer", minimum: 1 },
    },
  ),
  results: mapOf(
    closed({
      result: listOf(
        closed(
          { id: filled, name: filled, score: { type: "number", minimum: 0, maximum: 100 }, match: { type: "boolean" } },
          {
            description: text,
            type: listOf(type),
            features: listOf(closed({ id: filled, value: { type: ["number", "boolean"] } })),
          },
        ),
      ),
    }),
  ),
  suggestedEntities: closed({
    result: listOf(closed({ id: filled, name: filled }, { description: text, notable: listOf(type) })),
  }),
  suggestedTypes: closed({ result: listOf(type) }),
  suggestedProperties: closed({ result: listOf(closed({ id: filled, name: filled }, { description: text })) }),
  proposal: closed(
    { properties: listOf(closed({ id: filled, name: filled })), type: filled },
    { limit: { type: "integer" } },
  ),
  extension: closed({ meta: listOf(closed({ id: filled, name: filled })), rows: mapOf(mapOf(listOf(cell))) }),
} as const;

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const compiled = new Map<string, ValidateFunction>();

/** What is wrong with an answer, as sentences; none when it is valid. */
export function faults(name: keyof typeof SCHEMAS, value: unknown): string[] {
  let validate = compiled.get(name);
  if (validate === undefined) compiled.set(name, (validate = ajv.compile(SCHEMAS[name])));
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
