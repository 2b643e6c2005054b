/** Data schemas that catalogues put in a description: a JSON list of the fields of a file (data.overheid.nl, `dataschema`). */

/** Longer ones are text like any other. */
const LONGEST = 1_000_000;

/**
 * The fields as lines for people, `name (type): description`, with what else is said of each; undefined when the text is
 * no such list.
 */
export function schemaText(text: string): string | undefined {
  if (!/^\s*\[\s*\{/.test(text) || text.length > LONGEST) return undefined;
  const fields = parsed(text);
  if (!Array.isArray(fields) || !fields.every(isField)) return undefined;
  return fields.map(lineOf).join("\n");
}

type SchemaField = Readonly<Record<string, unknown>> & { readonly name: string };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isField(value: unknown): value is SchemaField {
  return typeof value === "object" && value !== null && "name" in value && typeof value.name === "string";
}

function lineOf({ name, type, description, ...rest }: SchemaField): string {
  const others = Object.entries(rest).filter(([, value]) => !isNothing(value));
  const more = others.map(([key, value]) => `${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`);
  const kind = typeof type === "string" && type !== "" ? ` (${type})` : "";
  const said = [typeof description === "string" ? description.trim() : "", ...more].filter((part) => part !== "");
  return `${name.trim()}${kind}${said.length === 0 ? "" : `: ${said.join("; ")}`}`;
}

function isNothing(value: unknown): boolean {
  return value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
}
