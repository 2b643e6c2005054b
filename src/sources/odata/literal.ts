/**
 * Values as `$filter` writes them (OData v3 URI conventions §5.1.1; OData v4 ABNF §7). Text is not believed: a quote in
 * it is doubled.
 */
import { SourceError } from "../source-error.js";

/** The versions of the protocol that are spoken here. */
export type ODataVersion = "v3" | "v4";

/** `'O''Reilly'` */
export function stringLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/;

/**
 * `2017-05-24T10:00:00Z` in v4; `datetime'2017-05-24T10:00:00'` in v3, `datetimeoffset'…'` where it has a zone.
 *
 * @param moment as an answer of the same service gave it
 * @throws {SourceError} when it is no moment, or has no zone in v4
 */
export function momentLiteral(moment: string, version: ODataVersion): string {
  const [, zone] =
    MOMENT.exec(moment) ?? fail(`"${moment}" is no date with a time, so nothing can be asked since then`);
  if (version === "v3") return `${zone === undefined ? "datetime" : "datetimeoffset"}'${moment}'`;
  if (zone === undefined) fail(`"${moment}" has no zone, which OData v4 asks for; was it of a v3 service?`);
  return moment;
}

/** `guid'…'` in v3, bare in v4. @throws {SourceError} when it is none */
export function guidLiteral(guid: string, version: ODataVersion): string {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(guid)) fail(`"${guid}" is no guid`);
  return version === "v3" ? `guid'${guid}'` : guid;
}

function fail(message: string): never {
  throw new SourceError(message);
}
