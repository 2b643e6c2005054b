/**
 * Cleaners of running text, whatever a source keeps it in: plain text, HTML, an editor's document, a list of the fields of
 * a file, or a text for each language. JSON that is none of these is text like any other.
 */
import { isBlankCell, oneOf } from "./cell.js";
import type { CellCleaner } from "./cell-cleaners.js";
import { schemaText } from "./data-schema.js";
import { documentText, isDocument, type PlainText } from "./document-text.js";
import { htmlText, isHtml } from "./html-text.js";

/** Languages of which a text is taken when a field names none. */
const LANGUAGES = ["nl"];

/**
 * `document`, `document(nl en)`: the plain text of an editor's document, or of HTML; text is kept as it is, line by line.
 * Of a text for each language it is the one in the first language that is named; what is in one that is not, is told.
 */
const document: CellCleaner = (cell, args, { lose }) => {
  const given = contentOf(cell, lose);
  const texts = languagesOf(given);
  const wanted = args.length === 0 ? LANGUAGES : args;
  const chosen = texts === undefined ? undefined : (wanted.find((each) => texts.has(each)) ?? [...texts.keys()][0]);
  for (const [language, text] of texts ?? []) {
    if (language !== chosen && !wanted.includes(language)) lose(text, `een tekst in een andere taal (${language})`);
  }
  const plain = plainTextOf(texts?.get(chosen ?? "") ?? given);
  if (plain === undefined) return isBlankCell(given) ? undefined : { bad: "geen tekst, en geen document met tekst" };
  if (plain.isCut) lose(plain.text, "het document is te lang of te diep; de tekst is afgekapt");
  return plain.text === "" ? undefined : { value: plain.text };
};

/** `described(…)`: as `document`; a description that holds a data schema in JSON is told field by field. */
const described: CellCleaner = (cell, args, context) => {
  const one = typeof cell === "string" ? cell : undefined;
  const text = one === undefined ? undefined : schemaText(one);
  return text === undefined ? document(cell, args, context) : { value: text };
};

/** `translated(en)`: of a text for each language the one in that language; of any other text nothing. */
const translated: CellCleaner = (cell, [language = ""], { lose }) => {
  const text = languagesOf(contentOf(cell, lose))?.get(language);
  const plain = text === undefined ? undefined : plainTextOf(text);
  return plain === undefined || plain.text === "" ? undefined : { value: plain.text };
};

/** What a cell holds: JSON in a text is taken for what it says only when that is a text. */
function contentOf(cell: unknown, lose: (given: unknown, reason: string) => void): unknown {
  const isTexts = Array.isArray(cell) && !(cell as unknown[]).some((each) => typeof each === "object" && each !== null);
  const one = isTexts ? oneOf(cell, lose) : cell;
  if (typeof one !== "string" || !/^\s*[[{]/.test(one)) return one;
  try {
    const parsed: unknown = JSON.parse(one);
    return isDocument(parsed) || languagesOf(parsed) !== undefined ? parsed : one;
  } catch {
    return one;
  }
}

/** `nl`, `nl-NL`, `nl_BE`. */
const LANGUAGE = /^[a-z]{2}(?:[-_][A-Za-z]{2,4})?$/;

/** The texts of an object that has one for each language, Dutch or English among them. */
function languagesOf(value: unknown): ReadonlyMap<string, string> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const texts = new Map<string, string>();
  for (const [key, text] of Object.entries(value) as [string, unknown][]) {
    if (!LANGUAGE.test(key) || (typeof text !== "string" && text !== null)) return undefined;
    const language = key.slice(0, 2);
    if (!isBlankCell(text) && !texts.has(language)) texts.set(language, String(text));
  }
  return "nl" in value || "en" in value || texts.has("nl") || texts.has("en") ? texts : undefined;
}

/** Undefined when it is neither text nor a document. */
function plainTextOf(given: unknown): PlainText | undefined {
  if (typeof given !== "string") {
    const plain = documentText(given);
    return plain.text !== "" || isDocument(given) ? plain : undefined;
  }
  if (!/^\s*[[{]/.test(given) && isHtml(given)) return htmlText(given);
  const lines = given.split(/\r\n?|\n/);
  return documentText(lines.map((text) => ({ type: "paragraph", content: [{ type: "text", text }] })));
}

export const textCellCleaners: Readonly<Record<string, CellCleaner>> = { document, described, translated };
