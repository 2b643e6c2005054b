/** What is asked of an entity set, and its address (OData v3 URI Conventions §5; v4 URL Conventions §5). */
import { SourceError } from "../source-error.js";
import { below } from "../web-address.js";
import type { ODataVersion } from "./literal.js";

/** A service. */
export interface ODataService {
  /** `https://gegevensmagazijn.tweedekamer.nl/OData/v4/2.0/` */
  readonly root: URL;
  readonly version: ODataVersion;
}

/** Forms in which a v3 service answers; v4 answers in JSON. */
export type ODataFormat = "atom" | "json" | "verbose";

/** A query of an entity set, in the words of its version. Options are written in the order of the keys. */
export interface EntityQuery extends ODataService {
  readonly set: string;
  readonly filter?: string;
  readonly expand?: string;
  readonly orderby?: string;
  readonly select?: string;
  /** Entities wanted in all. */
  readonly top?: number;
  /** Whether the service is to count what it finds; what it then leaves out without a link is asked for as well. */
  readonly count?: boolean;
  /** Of v3; JSON is light. Without it the service's own, Atom. */
  readonly format?: ODataFormat;
}

type OptionWriter = (value: string | number | boolean, version: ODataVersion) => readonly [string, string] | undefined;

const OPTIONS: Readonly<Record<string, OptionWriter>> = {
  filter: (value) => ["$filter", String(value)],
  expand: (value) => ["$expand", String(value)],
  orderby: (value) => ["$orderby", String(value)],
  select: (value) => ["$select", String(value)],
  top: (value) => ["$top", String(value)],
  skip: (value) => ["$skip", String(value)],
  count: (value, version) => {
    if (value !== true) return undefined;
    return version === "v3" ? ["$inlinecount", "allpages"] : ["$count", "true"];
  },
  // Verbose JSON is asked for by the Accept header: its name in $format differs by server.
  format: (value, version) => (version === "v3" && value === "json" ? ["$format", "json"] : undefined),
};

/** The address of a query, `skip` entities passed over. */
export function queryUrl(query: EntityQuery, skip?: number): URL {
  return withOptions(setUrl(query), { ...query, ...(skip === undefined ? {} : { skip }) }, query.version);
}

/** The address that gives nothing but how many entities a query finds. */
export function countUrl({ filter, ...query }: EntityQuery): URL {
  const url = setUrl(query);
  url.pathname += "/$count";
  return withOptions(url, filter === undefined ? {} : { filter }, query.version);
}

function setUrl({ root, set }: EntityQuery): URL {
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(set)) throw new SourceError(`"${set}" is no name of an entity set`);
  const url = below(root, encodeURIComponent(set));
  url.hash = "";
  return url;
}

function withOptions(url: URL, given: object, version: ODataVersion): URL {
  const options: string[] = [];
  for (const [key, value] of Object.entries(given)) {
    const option = value === undefined ? undefined : OPTIONS[key]?.(value, version);
    if (option !== undefined) options.push(`${option[0]}=${encoded(option[1])}`);
  }
  url.search = options.join("&");
  return url;
}

/** Percent-encoded, but for what a query may hold as it is (RFC 3986 §3.4): names of OData stay legible. */
function encoded(value: string): string {
  return encodeURIComponent(value).replace(/%(?:2F|3A|2C|24|3D|3B|40)/g, (code) => decodeURIComponent(code));
}

/** What a request for a query accepts, and says of itself. */
export function acceptOf({ version, format }: Pick<EntityQuery, "version" | "format">): {
  accept: string;
  headers: Record<string, string>;
} {
  if (version === "v4") {
    return { accept: "application/json;odata.metadata=minimal", headers: { "odata-maxversion": "4.0" } };
  }
  const headers = { maxdataserviceversion: "3.0" };
  if (format === "json") return { accept: "application/json", headers };
  if (format === "verbose") return { accept: "application/json;odata=verbose", headers };
  return { accept: "application/atom+xml, application/xml;q=0.9", headers };
}
