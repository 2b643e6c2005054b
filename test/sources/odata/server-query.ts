/** What is asked of the test's service: options, what is expanded, which rows, and where the next page is. */
import { columnValue, compare, literal, rowFilter, type Version } from "./server-filter.js";
import { BadQuery, type Row, tableOf, type Tables } from "./tables.js";

/** An entity that is to be written. */
export interface Node {
  readonly set: string;
  readonly row: Row;
  /** Columns that are written; all without it. */
  readonly select?: readonly string[];
  /** What is expanded in it. */
  readonly expanded: Readonly<Record<string, Listing | Node | null>>;
}

/** A page of entities. */
export interface Listing {
  readonly nodes: readonly Node[];
  readonly next?: string;
  readonly count?: number;
}

export interface Service {
  readonly version: Version;
  readonly tables: Tables;
  readonly pageSize: number;
  /** How links go on: by the key of the last row, or by place. `none`: no links are given. */
  readonly links: "token" | "skip" | "none";
  /** Root as links write it, with a slash. */
  readonly linkRoot: string;
}

export type Options = ReadonlyMap<string, string>;

const KNOWN = ["$filter", "$orderby", "$expand", "$select", "$top", "$skip", "$skiptoken", "$format"];

export function optionsOf(query: URLSearchParams, version: Version): Map<string, string> {
  const known = new Set([...KNOWN, version === "v3" ? "$inlinecount" : "$count"]);
  const options = new Map<string, string>();
  for (const [name, value] of query) {
    if (!known.has(name)) throw new BadQuery(`The query parameter '${name}' is not supported.`);
    if (options.has(name)) throw new BadQuery(`Query option '${name}' was specified more than once.`);
    options.set(name, value);
  }
  return options;
}

/** The page of the rows of a set (or of a relation) that the options ask for. */
export function listing(service: Service, path: string, set: string, rows: readonly Row[], options: Options): Listing {
  const { version, tables, pageSize } = service;
  const filter = options.get("$filter");
  const matching = filter === undefined ? rows : rows.filter(rowFilter(filter, set, tables, version));
  const order = orderOf(options.get("$orderby"), set, service);
  const sorted = matching.toSorted((a, b) => order.compare(order.keys(a), order.keys(b)));
  const token = options.get("$skiptoken");
  const from = token === undefined ? [] : tokenValues(token, version);
  const after = token === undefined ? sorted : sorted.filter((row) => order.compare(order.keys(row), from) > 0);
  const skip = Number(options.get("$skip") ?? 0);
  const top = options.has("$top") ? Number(options.get("$top")) : Number.POSITIVE_INFINITY;
  const wanted = after.slice(skip, Number.isFinite(top) ? skip + top : undefined);
  const page = wanted.slice(0, pageSize);
  const last = page.at(-1);
  const isWhole = wanted.length <= pageSize || last === undefined || service.links === "none";
  const onward = new Map(options);
  if (last !== undefined && service.links === "token") {
    onward.delete("$skip");
    onward.set(
      "$skiptoken",
      order
        .keys(last)
        .map((value) => tokenText(value, version))
        .join(","),
    );
  } else onward.set("$skip", String(skip + page.length));
  if (Number.isFinite(top)) onward.set("$top", String(top - page.length));
  const isCounted = options.get("$count") === "true" || options.get("$inlinecount") === "allpages";
  const expand = expandOf(options.get("$expand"), version);
  return {
    nodes: page.map((row) => nodeOf(service, set, row, expand, selectOf(options.get("$select")))),
    ...(isWhole ? {} : { next: `${service.linkRoot}${path}?${written(onward)}` }),
    ...(isCounted ? { count: matching.length } : {}),
  };
}

type Order = {
  readonly keys: (row: Row) => readonly OrderValue[];
  readonly compare: (a: readonly OrderValue[], b: readonly OrderValue[]) => number;
};
type OrderValue = ReturnType<typeof literal>;

function orderOf(orderby: string | undefined, set: string, { tables, version }: Service): Order {
  const { columns, key = ["Id"] } = tableOf(tables, set);
  const parts = (orderby ?? "").split(",").filter((each) => each.trim() !== "");
  const terms = parts.map((part) => {
    const [name = "", direction = "asc"] = part.trim().split(/\s+/);
    if (columns[name] === undefined) throw new BadQuery(`Could not find a property named '${name}' on '${set}'.`);
    return { name, sign: direction === "desc" ? -1 : 1 };
  });
  for (const name of key) if (!terms.some((term) => term.name === name)) terms.push({ name, sign: 1 });
  return {
    keys: (row) => terms.map(({ name }) => columnValue(row[name] ?? null, columns[name] ?? "Edm.String", version)),
    compare(a, b) {
      for (const [i, { sign }] of terms.entries()) {
        const [left, right] = [a[i], b[i]];
        if (left === undefined || right === undefined) throw new BadQuery("The skiptoken does not fit the order.");
        const difference = compare(left, right);
        if (difference !== 0) return sign * difference;
      }
      return 0;
    },
  };
}

function tokenText({ type, value }: OrderValue, version: Version): string {
  if (value === null) return "null";
  if (type === "Edm.String") return `'${String(value).replaceAll("'", "''")}'`;
  if (version === "v4") return String(value);
  if (type === "Edm.Guid") return `guid'${value}'`;
  return type === "Edm.DateTime" ? `datetime'${value}'` : String(value);
}

function tokenValues(token: string, version: Version): OrderValue[] {
  const texts = token.match(/\w*'(?:[^']|'')*'|[^,]+/g) ?? [];
  return texts.map((text) => (text === "null" ? { type: "null", value: null } : literal(text, version)));
}

/** As services write links: names of options as they are, values percent-encoded where they must be. */
function written(options: Options): string {
  return [...options]
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%24|%2C|%2F/g, decodeURIComponent)}`)
    .join("&");
}

interface Expand {
  readonly relations: ReadonlyMap<string, Expand>;
  readonly options: Options;
}

/** `A,A/B/C` in v3; `A($expand=B($select=Id);$filter=…)` in v4. */
function expandOf(text: string | undefined, version: Version): Expand {
  if (text === undefined || text.trim() === "") return { relations: new Map(), options: new Map() };
  return { relations: version === "v3" ? pathsOf(text.split(",")) : partsOf(text), options: new Map() };
}

function pathsOf(paths: readonly string[]): Map<string, Expand> {
  const inner = new Map<string, string[]>();
  for (const path of paths) {
    const [first = "", ...rest] = path.trim().split("/");
    inner.set(first, [...(inner.get(first) ?? []), ...(rest.length === 0 ? [] : [rest.join("/")])]);
  }
  return new Map(
    [...inner].map(([name, rest]) => {
      const options: Options = rest.length === 0 ? new Map() : new Map([["$expand", rest.join(",")]]);
      return [name, { relations: pathsOf(rest), options }];
    }),
  );
}

function partsOf(text: string): Map<string, Expand> {
  return new Map(
    split(text, ",").map((part) => {
      const [, name = "", given = ""] = /^\s*(\w+)\s*(?:\((.*)\))?\s*$/s.exec(part) ?? [];
      if (name === "") throw new BadQuery(`Syntax error in $expand at '${part}'.`);
      const options = new Map<string, string>();
      for (const option of split(given, ";")) {
        const [, key = "", value = ""] = /^\s*(\$\w+)=(.*)$/s.exec(option) ?? [];
        if (!["$expand", "$select", "$filter", "$orderby"].includes(key))
          throw new BadQuery(`Syntax error at '${option}'.`);
        options.set(key, value);
      }
      return [name, { relations: expandOf(options.get("$expand"), "v4").relations, options }];
    }),
  );
}

/** Splits at a mark that is in no parentheses and in no text. */
function split(text: string, mark: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let isText = false;
  let part = "";
  for (const c of text) {
    if (c === "'") isText = !isText;
    else if (!isText && c === "(") depth += 1;
    else if (!isText && c === ")") depth -= 1;
    if (c === mark && depth === 0 && !isText) {
      parts.push(part);
      part = "";
    } else part += c;
  }
  return part.trim() === "" ? parts : [...parts, part];
}

function selectOf(select: string | undefined): { select?: readonly string[] } {
  return select === undefined || select === "*" ? {} : { select: select.split(",").map((name) => name.trim()) };
}

/** An entity with what is expanded in it, a page of each. */
export function nodeOf(
  service: Service,
  set: string,
  row: Row,
  { relations }: Expand,
  selected: { select?: readonly string[] } = {},
): Node {
  const table = tableOf(service.tables, set);
  for (const name of selected.select ?? []) {
    if (table.columns[name] === undefined) throw new BadQuery(`Could not find a property named '${name}' on '${set}'.`);
  }
  const expanded: Record<string, Listing | Node | null> = {};
  for (const [name, expand] of relations) {
    const relation = table.relations[name];
    if (relation === undefined) throw new BadQuery(`Could not find a property named '${name}' on type 'TK.${set}'.`);
    const rows = relation.of(row);
    const [first] = rows;
    if (relation.isMany) {
      expanded[name] = listing(service, `${addressOf(set, row, service)}/${name}`, relation.to, rows, expand.options);
    } else if (first === undefined) expanded[name] = null;
    else expanded[name] = nodeOf(service, relation.to, first, expand, selectOf(expand.options.get("$select")));
  }
  return { set, row, ...selected, expanded };
}

/** `Persoon(guid'…')` */
export function addressOf(set: string, row: Row, { version, tables }: Pick<Service, "version" | "tables">): string {
  const { key = ["Id"] } = tableOf(tables, set);
  const keys = key.map((name) => (version === "v3" ? `guid'${row[name]}'` : String(row[name])));
  return `${set}(${keys.length === 1 ? keys[0] : key.map((name, i) => `${name}=${keys[i]}`).join(",")})`;
}
