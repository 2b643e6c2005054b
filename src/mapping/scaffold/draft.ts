/** A first mapping, drafted from a schema: what each kind of schema is read into, and how that is written down. */
import { parse, stringify } from "yaml";

export type DraftType = "string" | "integer" | "decimal" | "double" | "boolean" | "date" | "dateTime" | "anyURI";

export interface DraftField {
  /** Reference to the value: a column, a key, or a path of keys. */
  readonly reference: string;
  readonly type: DraftType;
  /** Name of the entity that the value identifies, when it is a foreign key. */
  readonly linksTo?: string | undefined;
  /** What a person must decide. */
  readonly decide?: string | undefined;
}

export interface DraftEntity {
  readonly name: string;
  readonly path: string;
  readonly formulation: "csv" | "jsonpath";
  readonly iterator?: string;
  /** Of a CSV file, when it is no comma. */
  readonly delimiter?: string | undefined;
  /** Reference to what identifies a record; absent when the schema does not say. */
  readonly key?: string | undefined;
  readonly fields: readonly DraftField[];
}

/** A schema that cannot be drafted from; the message says what is wrong with it. */
export class ScaffoldError extends Error {
  override readonly name = "ScaffoldError";
}

/** The draft as YARRRML; lines with TODO are where a person must decide. */
export function draftText(entities: readonly DraftEntity[], origin: string): string {
  if (entities.length === 0)
    throw new ScaffoldError(`${origin} describes nothing to map; check that it is the schema itself`);
  const lines = [
    `# A first mapping, drafted from ${oneLine(origin)}. Each line with TODO is a decision that is yours.`,
    "prefixes:",
    "  # TODO: the namespace of your vocabulary, and a known vocabulary where it has the property",
    "  ex: https://example.org/def#",
    "",
    "sources:",
    ...entities.map((entity) => `  ${scalar(entity.name)}: ${source(entity)}`),
    "",
    "mappings:",
  ];
  for (const entity of entities) lines.push(...mapping(entity));
  return `${lines.join("\n")}\n`;
}

function source({ path, formulation, iterator, delimiter }: DraftEntity): string {
  if (formulation === "csv") {
    const dialect = delimiter === undefined ? "" : `, delimiter: ${JSON.stringify(delimiter)}`;
    // An empty cell is an empty text otherwise: no number, and the base IRI where a link is made of it.
    return `{ access: ${JSON.stringify(path)}, referenceFormulation: csv${dialect}, nulls: "" }`;
  }
  const items = [`${path}~${formulation}`, ...(iterator === undefined ? [] : [iterator])];
  return `[${items.map((item) => JSON.stringify(item)).join(", ")}]`;
}

function mapping(entity: DraftEntity): string[] {
  const id = `/id/${slug(entity.name)}/`;
  const lines = [`  ${scalar(entity.name)}:`, `    sources: ${scalar(entity.name)}`];
  if (entity.key === undefined) {
    // Without a subject each record is a blank node, so the draft runs as it is.
    lines.push("    # TODO: what identifies a record? No field is marked as its key; then write it as the subject:");
    lines.push(`    # s: ${id}$(…)`, "    po:");
  } else lines.push(`    s: ${scalar(`${id}$(${escaped(entity.key)})`)}`, "    po:");
  lines.push(`      - [a, ${scalar(`ex:${capital(name(entity.name))}`)}]`);
  for (const field of entity.fields) {
    if (field.decide !== undefined) lines.push(`      # TODO: ${oneLine(field.decide)}`);
    lines.push(`      - [${property(field).map(scalar).join(", ")}]`);
  }
  return [...lines, ""];
}

function property({ reference, type, linksTo }: DraftField): string[] {
  const value = `$(${escaped(reference)})`;
  const predicate = `ex:${name(reference)}`;
  if (linksTo !== undefined) return [predicate, `/id/${slug(linksTo)}/${value}~iri`];
  if (type === "anyURI") return [predicate, `${value}~iri`];
  return type === "string" ? [predicate, value] : [predicate, value, `xsd:${type}`];
}

/** A scalar that is safe in a flow sequence too. */
function scalar(text: string): string {
  if (/^[\p{L}/$][\p{L}\p{N}_/$().:~-]*$/u.test(text) && !text.endsWith(":")) {
    const read: unknown = parse(`[${text}]`, { schema: "failsafe" });
    if (Array.isArray(read) && read.length === 1 && read[0] === text) return text;
  }
  return stringify(text, { defaultStringType: "QUOTE_DOUBLE", lineWidth: 0 }).trimEnd();
}

function escaped(reference: string): string {
  return reference.replace(/[()]/g, String.raw`\$&`);
}

/** A name for a property or class: letters and digits, as `eenVoorbeeld`. */
export function name(text: string): string {
  const words = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
  const joined = words
    .map((word) => (word === word.toUpperCase() ? word.toLowerCase() : word))
    .map((word, i) => (i === 0 ? word.charAt(0).toLowerCase() + word.slice(1) : capital(word)))
    .join("");
  return /^[0-9]/.test(joined) || joined === "" ? `n${joined}` : joined;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function slug(text: string): string {
  return name(text).replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
