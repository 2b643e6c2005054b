/** Values of properties in Atom: elements with a type, text as their content (OData Atom Format §4, §6.1.13). */
import { isSafeWhole } from "./exact-json.js";
import type { ODataRecord } from "./record.js";
import type { XmlElement } from "./xml.js";

export const ATOM = "http://www.w3.org/2005/Atom";
export const DATA = "http://schemas.microsoft.com/ado/2007/08/dataservices";
export const META = "http://schemas.microsoft.com/ado/2007/08/dataservices/metadata";

/** A property while it is open. */
export interface AtomValue {
  readonly name: string;
  readonly type: string;
  readonly isNull: boolean;
  text: string;
  /** Where it has elements of its own: a complex value, or a list of values. */
  inner?: ODataRecord | unknown[];
}

export function openValue(element: XmlElement): AtomValue {
  const isNull = element.attribute("null", META) === "true";
  return { name: element.local, type: element.attribute("type", META) ?? "Edm.String", isNull, text: "" };
}

export function put(into: ODataRecord | unknown[], name: string, value: unknown): void {
  if (Array.isArray(into)) into.push(value);
  else if (name !== "__proto__") into[name] = value;
}

/** The value of a property, once it is closed. */
export function valueOf({ type, isNull, text, inner }: AtomValue): unknown {
  if (isNull) return null;
  if (inner !== undefined) return inner;
  switch (type) {
    case "Edm.Boolean":
      return /^\s*(?:true|1)\s*$/.test(text);
    case "Edm.Byte":
    case "Edm.SByte":
    case "Edm.Int16":
    case "Edm.Int32":
    case "Edm.Int64":
    case "Edm.Single":
    case "Edm.Double":
      return isSafeWhole(text.trim()) ? Number(text) : text.trim();
    case "Edm.Decimal":
      return text.trim();
    default:
      if (type.startsWith("Collection(")) return [];
      return type.startsWith("Edm.") ? text : {};
  }
}
