/** Drafts a mapping from a CSV file: names from its header, types from its rows. */
import Papa from "papaparse";
import { type DraftEntity, type DraftField, type DraftType, ScaffoldError } from "./draft.js";

const ROWS = 1000;

const TYPES: readonly (readonly [DraftType, RegExp])[] = [
  ["boolean", /^(?:true|false)$/],
  ["integer", /^[+-]?(?:0|[1-9][0-9]{0,17})$/],
  ["decimal", /^[+-]?[0-9]+\.[0-9]+$/],
  ["date", /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/],
  ["dateTime", /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9:]+)?$/],
  ["anyURI", /^https?:\/\/\S+$/],
];

/** The entity of a CSV text; `path` is what the mapping will call the file. */
export function fromCsv(text: string, path: string): DraftEntity[] {
  if (/^[\uFEFF\s]*(?:\{\s*"|\[\s*[{["\d])/.test(text)) {
    throw new ScaffoldError(
      `${path} is JSON, not CSV; draft from the schema of its service (openapi, odata, directus), or write the mapping by hand: docs/mapping.md`,
    );
  }
  const { data, meta } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), { preview: ROWS + 1, skipEmptyLines: true });
  const [header, ...rows] = data;
  if (header === undefined) throw new ScaffoldError(`${path} is empty; give a CSV file with a header`);
  // A column without a name cannot be referred to.
  const named = header.map((name, i) => ({ name, values: rows.map((row) => row[i] ?? "").filter((v) => v !== "") }));
  const columns = named.filter((column) => column.name.trim() !== "");
  const key = columns.find(
    ({ values }) => values.length > 1 && values.length === rows.length && new Set(values).size === values.length,
  );
  const name = /([^/\\]+?)(?:\.[a-z]+)?$/i.exec(path)?.[1] ?? path;
  return [
    {
      name,
      path,
      formulation: "csv",
      delimiter: meta.delimiter === "," ? undefined : meta.delimiter,
      key: key?.name,
      fields: columns.map(({ name: reference, values }) => field(reference, values, reference === key?.name)),
    },
  ];
}

function field(reference: string, values: readonly string[], isKey: boolean): DraftField {
  if (values.length === 0)
    return { reference, type: "string", decide: `"${reference}" is empty in the rows that were read` };
  const type = TYPES.find(([, pattern]) => values.every((value) => pattern.test(value)))?.[0] ?? "string";
  // Codes with leading zeros are no numbers, and a code without them may be one too.
  const isCode = type === "integer" && !isKey && /(?:nummer|code|id)$/i.test(reference);
  if (!isCode) return { reference, type: isKey ? "string" : type };
  return {
    reference,
    type: "string",
    decide: `is "${reference}" a code or the key of something else? Then link it: /id/…/$(…)~iri`,
  };
}
