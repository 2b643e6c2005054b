/**
 * An OData service on the loopback interface over tables in memory: version 3 (Atom, JSON light and verbose) or 4,
 * written from the protocol and from what is known of the Tweede Kamer's (pages of 50 and 250, on both levels). It
 * takes nothing that its version does not have.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { webServer } from "../web-server.js";
import { errorText, type Form, TYPES, written } from "./server-forms.js";
import { literal, type Version } from "./server-filter.js";
import { metadataXml, serviceDocument } from "./server-metadata.js";
import { listing, nodeOf, optionsOf, type Service } from "./server-query.js";
import { BadQuery, type Row, type Table, tableOf, type Tables } from "./tables.js";

export interface AskedOfService {
  /** Path and query as they came. */
  readonly target: string;
  /** Path below the root, decoded: `Persoon`, `Persoon(guid'…')/FractieLid`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Counts the requests for entities from 1. */
  readonly nth: number;
  readonly response: ServerResponse;
}

export interface ServiceOptions {
  readonly version: Version;
  readonly tables: Tables;
  /** Entities of a page, on both levels; 50 in v3 and 250 in v4 without it. */
  readonly pageSize?: number;
  readonly links?: Service["links"];
  /** Host, or origin, that links are written with, as behind a proxy. */
  readonly linkOrigin?: string;
  /** Whether `/$count` is answered. */
  readonly hasCount?: boolean;
  /** Told before each answer; may change the tables. */
  readonly before?: (asked: AskedOfService) => void;
  /** Answers in the place of the service, when it gives true. */
  readonly instead?: (asked: AskedOfService) => boolean;
}

/** What the tests look at. */
export interface TestService {
  readonly root: URL;
  readonly version: Version;
  /** Path and query of all requests, in their order. */
  readonly asked: string[];
}

const PATHS: Readonly<Record<Version, string>> = { v3: "/OData/v3/1.0/", v4: "/OData/v4/2.0/" };

/** Starts it; it ends with the test. */
export async function odataServer(options: ServiceOptions): Promise<TestService> {
  const { version, tables, pageSize = version === "v3" ? 50 : 250, links = "token", hasCount = true } = options;
  const asked: string[] = [];
  let nth = 0;
  const origin = await webServer((request, response) => {
    const target = request.url ?? "/";
    asked.push(target);
    const url = new URL(target, origin);
    const linkRoot = `${options.linkOrigin ?? origin}${PATHS[version]}`;
    const service: Service = { version, tables, pageSize, links, linkRoot };
    const path = decodeURIComponent(url.pathname);
    const below = path.startsWith(PATHS[version]) ? path.slice(PATHS[version].length) : undefined;
    if (below !== undefined && /^[A-Z]/.test(below)) nth += 1;
    const about = { target, path: below ?? path, query: url.searchParams, nth, response };
    options.before?.(about);
    if (options.instead?.(about) === true) return;
    const form = formOf(request, url, version);
    try {
      if (below === undefined) refuse(response, form, 404, "No HTTP resource was found.");
      else answer(service, below, url, form, response, hasCount);
    } catch (error) {
      if (!(error instanceof BadQuery)) throw error;
      refuse(response, form, error.message.startsWith("Resource not found") ? 404 : 400, error.message);
    }
  });
  return { root: new URL(origin + PATHS[version]), version, asked };
}

function refuse(response: ServerResponse, form: Form, status: number, message: string): void {
  const type = form === "atom" ? "application/xml;charset=utf-8" : TYPES[form];
  response.writeHead(status, { "content-type": type }).end(errorText(form, message));
}

function formOf(request: IncomingMessage, url: URL, version: Version): Form {
  if (version === "v4") return "v4";
  const accept = request.headers.accept ?? "*/*";
  if (url.searchParams.get("$format") === "json") return "light";
  if (/json;odata=verbose/.test(accept)) return "verbose";
  return /json/.test(accept) && !/atom/.test(accept) ? "light" : "atom";
}

function answer(
  service: Service,
  path: string,
  url: URL,
  form: Form,
  response: ServerResponse,
  hasCount: boolean,
): void {
  const { tables, version, linkRoot } = service;
  const give = (type: string, text: string): void => void response.writeHead(200, { "content-type": type }).end(text);
  if (path === "") return give(TYPES[form].replace("atom+xml", "atomsvc+xml"), serviceDocument(tables, form, linkRoot));
  if (path === "$metadata") return give("application/xml;charset=utf-8", metadataXml(tables, version));
  const [, set = "", key, rest = ""] = /^(\w+)(?:\((.*?)\))?(?:\/(.*))?$/.exec(path) ?? [];
  const table = tableOf(tables, set);
  const options = optionsOf(url.searchParams, version);
  if (key === undefined && rest === "$count" && hasCount) {
    const { count = 0 } = listing(service, set, set, table.rows, new Map([...options, ["$count", "true"]]));
    return give("text/plain", String(count));
  }
  if (key === undefined) {
    if (rest !== "") throw new BadQuery(`Resource not found for the segment '${rest}'.`);
    return give(TYPES[form], written(form, service, set, listing(service, set, set, table.rows, options)));
  }
  const row = found(table, key, version);
  if (row === undefined) return refuse(response, form, 404, `Resource not found for the segment '${set}'.`);
  if (rest === (version === "v4" ? "resource" : "$value") && table.hasFile === true) {
    return give("text/xml", "\ufeff<verslag/>");
  }
  const relation = table.relations[rest];
  if (relation?.isMany === true) {
    const page = listing(service, `${set}(${key})/${rest}`, relation.to, relation.of(row), options);
    return give(TYPES[form], written(form, service, relation.to, page));
  }
  if (rest !== "") throw new BadQuery(`Resource not found for the segment '${rest}'.`);
  const node = nodeOf(service, set, row, { relations: new Map(), options: new Map() });
  give(TYPES[form], written(form, service, set, node));
}

function found({ rows, key: [name = "Id"] = ["Id"] }: Table, key: string, version: Version): Row | undefined {
  const { value } = literal(key, version);
  return rows.find((row) => row[name] === value);
}
