/**
 * Onderwijsloket on the loopback interface, written from its documentation (02.directus) and that of Directus: it takes
 * nothing that these do not allow, and gives nothing that it is not asked for.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { expect, onTestFinished } from "vitest";
import { webServer } from "../web-server.js";

export type Item = Readonly<Record<string, unknown>>;

export const TOKEN = "loket+token/van=de-proef";

export interface LoketOptions {
  /** Name of a collection → what it holds; a list may be changed while it is read. */
  readonly collections: Readonly<Record<string, Item[]>>;
  /** Name of a collection → fields that the token may read; the keys of its first item without it. */
  readonly fields?: Readonly<Record<string, readonly string[]>>;
  /** Whether a refusal says which fields it is for, as Directus does from version 11 on. */
  readonly namesFields?: boolean;
  /** Most records that are given at once, whatever the limit (QUERY_LIMIT_MAX). */
  readonly most?: number;
  /** Answers in the place of the API, when it gives true. */
  readonly instead?: (asked: Asked) => boolean;
  /** Called after each page that was given, to change what is read. */
  readonly after?: (asked: Asked) => void;
}

export interface Asked {
  readonly collection: string;
  readonly query: URLSearchParams;
  readonly page: number;
  /** How many times this address was asked for, this time included. */
  readonly nth: number;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export interface Loket {
  readonly root: URL;
  /** All that was asked, in its order. */
  readonly asked: { readonly collection: string; readonly query: URLSearchParams }[];
}

const PERSONAL = new Set([
  "applicants",
  "applicant_activity",
  "scheduled_events",
  "scheduling_links",
  "directus_users",
]);
const PARAMETERS = /^(?:fields|filter|sort|limit|page|meta|deep\[[a-z_]+\]\[_limit\])$/;
/** Directus' QUERY_LIMIT_DEFAULT, which holds for relations too. */
const LIMIT = 100;

export function json(response: ServerResponse, status: number, value: unknown): true {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(value));
  return true;
}

/** Refuses as Directus does. */
export function refuse(response: ServerResponse, status: number, code: string, message: string): true {
  return json(response, status, { errors: [{ message, extensions: { code } }] });
}

/** Starts it; it ends with the test, which fails when a collection about persons was asked for. */
export async function loketServer(options: LoketOptions): Promise<Loket> {
  const asked: { collection: string; query: URLSearchParams }[] = [];
  const times = new Map<string, number>();
  const root = await webServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://loket");
    const collection = /^\/items\/([a-z_]+)$/.exec(url.pathname)?.[1];
    if (collection === undefined || request.method !== "GET") {
      return void refuse(response, 404, "ROUTE_NOT_FOUND", `Route ${url.pathname} doesn't exist.`);
    }
    const query = url.searchParams;
    asked.push({ collection, query });
    const nth = (times.get(url.href) ?? 0) + 1;
    times.set(url.href, nth);
    const about = { collection, query, page: Number(query.get("page") ?? 1), nth, request, response };
    if (options.instead?.(about) === true) return;
    if (answer(about, options)) options.after?.(about);
  });
  onTestFinished(() => {
    expect(asked.filter((each) => PERSONAL.has(each.collection))).toEqual([]);
  });
  return { root: new URL(root), asked };
}

/** Whether a page was given. */
function answer({ collection, query, request, response }: Asked, options: LoketOptions): boolean {
  if (query.has("access_token")) return !refuse(response, 400, "INVALID_PAYLOAD", "The token is given twice.");
  if (request.headers.authorization !== `Bearer ${TOKEN}`) {
    return !refuse(response, 401, "INVALID_CREDENTIALS", "Invalid user credentials.");
  }
  const strange = [...query.keys()].find((key) => !PARAMETERS.test(key) || query.getAll(key).length > 1);
  if (strange !== undefined) return !refuse(response, 400, "INVALID_QUERY", `Invalid query parameter ${strange}.`);
  const items = options.collections[collection];
  if (items === undefined) {
    const which = `collection "${collection}" or it does not exist. Queried in root.`;
    return !refuse(response, 403, "FORBIDDEN", `You don't have permission to access ${which}`);
  }
  const filter = JSON.parse(query.get("filter") ?? "{}") as Item;
  const paths = (query.get("fields") ?? "*").split(",").map((path) => path.split("."));
  const readable = options.fields?.[collection] ?? Object.keys(items[0] ?? {});
  const wrong = [...paths.map(([field = ""]) => field), ...fieldsIn(filter)].filter(
    (field) => field !== "*" && items.length > 0 && !readable.includes(field),
  );
  if (wrong.length > 0) {
    const which =
      options.namesFields === true ? `fields "${wrong.join('", "')}" in collection "${collection}"` : "this";
    return !refuse(response, 403, "FORBIDDEN", `You don't have permission to access ${which}.`);
  }
  const found = items.filter((item) => isMeant(item, filter)).sort(byField(query.get("sort") ?? "id"));
  const asked = Number(query.get("limit") ?? LIMIT);
  const limit = Math.min(asked === -1 ? Infinity : asked, options.most ?? Infinity);
  const page = Number(query.get("page") ?? 1);
  const rows = limit === Infinity ? found : found.slice((page - 1) * limit, page * limit);
  json(response, 200, {
    ...(query.get("meta") === "filter_count" ? { meta: { filter_count: found.length } } : {}),
    data: rows.map((item) => projected(item, paths, query)),
  });
  return true;
}

function fieldsIn(filter: Item): string[] {
  return Object.entries(filter).flatMap(([key, rule]) => (key === "_and" ? (rule as Item[]).flatMap(fieldsIn) : [key]));
}

function isMeant(item: Item, filter: Item): boolean {
  return Object.entries(filter).every(([key, rule]) => {
    if (key === "_and") return (rule as Item[]).every((each) => isMeant(item, each));
    const { _in, _eq } = rule as { readonly _in?: unknown[]; readonly _eq?: unknown };
    return _in === undefined ? item[key] === _eq : _in.includes(item[key]);
  });
}

function byField(field: string): (a: Item, b: Item) => number {
  return (a, b) => (String(a[field]) < String(b[field]) ? -1 : 1);
}

/** The fields that are asked for, and of relations to many the first hundred unless `deep` asks for more. */
function projected(item: Item, paths: readonly string[][], query?: URLSearchParams): Item {
  const shown: Record<string, unknown> = {};
  for (const [field = "", ...rest] of paths) {
    if (field === "*") Object.assign(shown, item);
    else shown[field] = rest.length === 0 ? item[field] : related(item[field], rest, shown[field]);
  }
  return Object.fromEntries(
    Object.entries(shown).map(([field, value]) => {
      const all = query?.get(`deep[${field}][_limit]`) === "-1";
      return [field, Array.isArray(value) && !all ? value.slice(0, LIMIT) : value];
    }),
  );
}

function related(value: unknown, path: string[], before: unknown): unknown {
  if (Array.isArray(value)) return value.map((each: Item) => projected(each, [path]));
  if (typeof value !== "object" || value === null) return value ?? null;
  return { ...(before as Item | undefined), ...projected(value as Item, [path]) };
}
