/**
 * A CKAN on the loopback interface, as its documents and its answers say it is: the action API v3 (package_list,
 * package_search, package_show, help_show) over packages that a test may change between two requests, and a file store.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { webServer } from "../web-server.js";
import { type Filter, solrFilter, solrTime, SolrSyntaxError } from "./solr.js";

export type Package = { id: string; name: string; [field: string]: unknown };
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface CkanOptions {
  readonly packages?: readonly Package[];
  /** `ckan.search.rows_max`: a larger `rows` is cut without a word. */
  readonly rowsMax?: number;
  /** What stands before `/api`: `/data` on data.overheid.nl. */
  readonly prefix?: string;
  /** Files by their path on the server, for the store and for addresses elsewhere on it. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
}

export interface Ckan {
  /** Root of the action API. */
  readonly root: URL;
  /** Root of the site, without trailing slash. */
  readonly site: string;
  /** The packages, deleted ones included; a test may change them. */
  readonly packages: Package[];
  readonly files: Map<string, string | Buffer>;
  /** Paths with query, as asked for. */
  readonly asked: string[];
  /** Answers given instead of the right one, each once, in turn; `undefined` is the right one. */
  readonly faults: (Answer | undefined)[];
  /** Called after the nth answer to a search (from 1) was made. */
  afterSearch: (n: number) => void;
}

class ActionError extends Error {
  constructor(
    readonly status: number,
    readonly body: Readonly<Record<string, unknown>>,
  ) {
    super(String(body["__type"]));
  }
}

export async function ckan(options: CkanOptions = {}): Promise<Ckan> {
  const { rowsMax = 1_000, prefix = "" } = options;
  const asked: string[] = [];
  const faults: (Answer | undefined)[] = [];
  const packages = [...(options.packages ?? [])];
  const files = new Map(Object.entries(options.files ?? {}));
  let searches = 0;

  const origin = await webServer((request, response) => {
    asked.push(request.url ?? "");
    const fault = faults.shift();
    if (fault !== undefined) return fault(request, response);
    const url = new URL(request.url ?? "/", origin);
    const file = files.get(decodeURIComponent(url.pathname));
    if (file !== undefined) return void response.writeHead(200, { "content-type": "text/csv" }).end(file);
    const action = new RegExp(`^${prefix}/api/(?:3/)?action/(\\w+)/?$`).exec(url.pathname)?.[1];
    if (action === undefined) return page(response, 404, "404 Not Found");
    act(action, url.searchParams, response);
  });
  const site = `${origin}${prefix}`;

  function act(action: string, parameters: URLSearchParams, response: ServerResponse): void {
    const actions: Readonly<Record<string, (parameters: URLSearchParams) => unknown>> = {
      package_list: () =>
        visible()
          .map(({ name }) => name)
          .sort(),
      package_show: show,
      package_search: search,
      help_show: () => "",
    };
    const run = actions[action];
    if (run === undefined) return json(response, 400, `Bad request - Action name not known: ${action}`);
    const help = `${site}/api/3/action/help_show?name=${action}`;
    try {
      const result = run(parameters);
      json(response, 200, { help, success: true, result });
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      json(response, error.status, { help, error: error.body, success: false });
    }
    if (action === "package_search") ckanServer.afterSearch((searches += 1));
  }

  function visible(): Package[] {
    return packages.filter((pack) => (pack["state"] ?? "active") === "active" && pack["private"] !== true);
  }

  function show(parameters: URLSearchParams): Package {
    const wanted = parameters.get("id");
    if (wanted === null) throw new ActionError(409, { id: ["Missing value"], __type: "Validation Error" });
    const found = packages.find(({ id, name }) => id === wanted || name === wanted);
    if (found === undefined) throw new ActionError(404, { message: "Not found", __type: "Not Found Error" });
    if (visible().includes(found)) return found;
    const message = `Access denied: User  not authorized to read package ${found.id}`;
    throw new ActionError(403, { message, __type: "Authorization Error" });
  }

  function search(parameters: URLSearchParams): unknown {
    const start = whole("start", parameters.get("start") ?? "0");
    const rows = Math.min(whole("rows", parameters.get("rows") ?? "10"), rowsMax);
    const sort = parameters.get("sort") ?? "score desc, metadata_modified desc";
    const words = (parameters.get("q") ?? "")
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => !["", "*:*"].includes(word));
    const filter = filterOf(parameters.get("fq"));
    const found = visible()
      .filter((pack) => (pack["type"] ?? "dataset") !== "harvest" && filter(pack))
      .filter((pack) => words.every((word) => `${pack.name} ${String(pack["title"])}`.toLowerCase().includes(word)))
      .sort(orderOf(sort));
    return {
      count: found.length,
      facets: {},
      results: found.slice(start, start + rows),
      sort,
      search_facets: {},
    };
  }

  const ckanServer: Ckan = {
    root: new URL(`${site}/api/3/action`),
    site,
    packages,
    files,
    asked,
    faults,
    afterSearch: () => {},
  };
  return ckanServer;
}

function whole(name: string, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new ActionError(409, { [name]: ["Invalid integer"], __type: "Validation Error" });
}

function filterOf(fq: string | null): Filter {
  try {
    return fq === null || fq.trim() === "" ? () => true : solrFilter(fq);
  } catch (error) {
    if (!(error instanceof SolrSyntaxError)) throw error;
    const message = `Search error: ('SOLR returned an error running query: %r Error: %r', '${error.message}')`;
    throw new ActionError(409, { message, __type: "Search Error" });
  }
}

function orderOf(sort: string): (a: Package, b: Package) => number {
  const steps = sort.split(",").map((step) => step.trim().split(/\s+/));
  return (a, b) => {
    for (const [field = "", direction] of steps) {
      const order = compare(field, a[field], b[field]);
      if (order !== 0) return direction === "desc" ? -order : order;
    }
    return 0;
  };
}

function compare(field: string, a: unknown, b: unknown): number {
  if (field === "score") return 0;
  const [x, y] = field.startsWith("metadata_") ? [solrTime(String(a)), solrTime(String(b))] : [String(a), String(b)];
  return x === y ? 0 : x < y ? -1 : 1;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json;charset=utf-8" }).end(JSON.stringify(body));
}

function page(response: ServerResponse, status: number, title: string): void {
  const text = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body>${title}</body></html>`;
  response.writeHead(status, { "content-type": "text/html; charset=utf-8" }).end(text);
}

/** Too busy: 429 or 503, with or without Retry-After in seconds. */
export function busy(status: 429 | 500 | 502 | 503 | 504, retryAfter?: string): Answer {
  return (_request, response) =>
    void response.writeHead(status, retryAfter === undefined ? {} : { "retry-after": retryAfter }).end();
}

/** A page for people with status 200. */
export const htmlPage: Answer = (_request, response) => page(response, 200, "Storing");

/** An answer that is shorter than announced. */
export const truncated: Answer = (_request, response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "9000" });
  response.write('{"success": true, "result": {"count": 1, "resu', () => response.destroy());
};

/** An answer with any status, type and text. */
export function raw(status: number, type: string, text: string, headers: Record<string, string> = {}): Answer {
  return (_request, response) => void response.writeHead(status, { "content-type": type, ...headers }).end(text);
}

/** Half an answer that says it is whole. */
export const halfJson = raw(200, "application/json", '{"success": true, "result": {"count": 1, "results": [{"id');
