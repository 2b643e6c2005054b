/**
 * Columns that the field table does not know yet: where a source describes its columns, a new one is published by a rule
 * that needs no table (MODEL §2.6), and told once, so that a steward gives it a name and a meaning.
 */
import { cellText, isBlankCell } from "./cell.js";
import type { Cleaned } from "./cleaner.js";
import { cleaners, isBlank, trimmed } from "./cleaners.js";
import type { RegisterFamily } from "./family-table.js";
import type { FieldTable } from "./fields.js";
import type { CleanValue } from "./record.js";
import { registerRules, type RowRules } from "./row-rules.js";

/** A column as the source declares it. */
export interface DeclaredColumn {
  /** Type of OData: `Edm.String`, `Edm.DateTimeOffset`. */
  readonly type: string;
  /** Kind of the thing whose id it holds: the segment of its URIs, `fractie-zetel`. */
  readonly target?: string;
}

/** The key of a record that holds such columns, as `{ eigenschap, tekst | getal | … }`. */
export const OTHER_KEY = "overige";

/** Key of a value → the cleaner that makes it. */
const FORMS: Readonly<Record<string, string>> = {
  tekst: "text",
  getal: "int",
  decimaal: "dec",
  waar: "bool",
  moment: "moment",
  dag: "date",
  jaar: "year",
  verwijzing: "uuid",
};

/** Type that a source declares → key of its values; others are text. */
const BY_TYPE: ReadonlyMap<string, string> = new Map([
  ["Edm.Boolean", "waar"],
  ["Edm.Byte", "getal"],
  ["Edm.SByte", "getal"],
  ["Edm.Int16", "getal"],
  ["Edm.Int32", "getal"],
  ["Edm.Int64", "getal"],
  ["Edm.Decimal", "decimaal"],
  ["Edm.Single", "decimaal"],
  ["Edm.Double", "decimaal"],
  ["Edm.DateTime", "moment"],
  ["Edm.DateTimeOffset", "moment"],
  ["Edm.Date", "dag"],
]);

/**
 * The rules of a register whose unknown headers are published too: `NieuweKolom` as the property `nieuweKolom`, with the
 * type that the source declares or, without a declaration, the one that the value has; `Ding_Id` as a reference to
 * `{things}/ding/{id}`.
 *
 * @param things path below which the things of the source are: `/id/tk`
 */
export function openRules(
  table: FieldTable,
  family: Pick<RegisterFamily, "name" | "key">,
  things: string,
  declared: (header: string) => DeclaredColumn | undefined = () => undefined,
): RowRules {
  const rules = registerRules(table, family);
  return {
    ...rules,
    hint: (header) => {
      const like = table.suggestion(header, rules.family);
      return like === undefined ? "zet het in de tabel van kolommen" : `bedoeld is misschien ${like}`;
    },
    other: (header) => otherColumn(header, things, declared(header)),
  };
}

function otherColumn(
  header: string,
  things: string,
  declared: DeclaredColumn | undefined,
): ReturnType<NonNullable<RowRules["other"]>> {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(header)) return undefined;
  const bare = header.replace(/_Id$/, "");
  const target = declared?.target ?? (bare === header ? undefined : kebab(bare));
  const form = declared === undefined ? undefined : formOf(declared.type, target);
  const one = (cell: unknown): Cleaned => {
    // An object is another record, and no value.
    if (isBlankCell(cell) || typeof cell === "object") return undefined;
    const text = trimmed(cellText(cell) ?? "");
    if (isBlank(text)) return undefined;
    const declaredKey = form ?? inferred(cell, text, target);
    // Of a date of birth the year alone may be kept.
    const key = isTime(declaredKey) && /^\d{4}$/.test(text) ? "jaar" : declaredKey;
    const cleaned = cleaners[FORMS[key] ?? "text"]?.(text, []);
    if (cleaned === undefined || "bad" in cleaned) return cleaned;
    const isReference = key === "verwijzing";
    const value: CleanValue = isReference ? `${things}/${target}/${String(cleaned.value)}` : cleaned.value;
    return { value: { eigenschap: camel(isReference ? bare : header), [key]: value } };
  };
  return (cell) => (Array.isArray(cell) ? together(cell.map(one)) : one(cell));
}

/** The values of a list; of one that cannot be used, why. */
function together(all: readonly Cleaned[]): Cleaned {
  const values: CleanValue[] = [];
  for (const each of all) {
    if (each === undefined) continue;
    if ("bad" in each) return each;
    values.push(each.value);
  }
  return values.length === 0 ? undefined : { value: values };
}

function isTime(key: string): boolean {
  return key === "moment" || key === "dag";
}

function formOf(type: string, target: string | undefined): string {
  if (type === "Edm.Guid") return target === undefined ? "tekst" : "verwijzing";
  return BY_TYPE.get(type) ?? "tekst";
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function inferred(cell: unknown, text: string, target: string | undefined): string {
  if (typeof cell === "boolean") return "waar";
  if (typeof cell === "number") return Number.isSafeInteger(cell) ? "getal" : "decimaal";
  if (target !== undefined && UUID.test(text)) return "verwijzing";
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? "moment" : "tekst";
}

/** `FractieZetel` → `fractie-zetel`. */
export function kebab(name: string): string {
  return name
    .replaceAll("_", "-")
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-")
    .toLowerCase();
}

function camel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
