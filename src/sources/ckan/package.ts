/** A package as CKAN gives it: whatever its schema, it has an id that stays and a name that may change. */
import { isObject } from "../json-object.js";
import { SourceError } from "../source-error.js";

export interface CkanPackage {
  /** UUID: the key. */
  readonly id: string;
  /** What its address and `package_list` call it; it may change. */
  readonly name: string;
  readonly [field: string]: unknown;
}

export function isPackage(value: unknown): value is CkanPackage {
  return isObject(value) && isName(value["id"]) && isName(value["name"]);
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** @throws {SourceError} naming the place, when it is no package */
export function checkedPackage(value: unknown, where: string): CkanPackage {
  if (!isPackage(value)) throw new SourceError(`${where} is no CKAN package: it has no id and name`);
  return value;
}

const MODIFIED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:?00)?$/;

/**
 * When CKAN last changed it: `metadata_modified`, ISO 8601 in UTC without zone, of one form so that two can be compared
 * as text. Undefined when the catalogue does not say.
 */
export function modifiedOf(pack: CkanPackage): string | undefined {
  const value = pack["metadata_modified"];
  if (typeof value !== "string" || !MODIFIED.test(value)) return undefined;
  return value.replace(/(?:Z|\+00:?00)$/, "");
}
