/**
 * The entities of the Tweede Kamer, from `mappings/tweedekamer/requests.csv`: what each is called in both versions, and
 * how it is asked for. Columns:
 *
 * - `v4`, `v3`: its entity set; blank where a version has none;
 * - `kind`: the name it goes by here, in URIs and graphs (MODEL §2.6);
 * - `publish`: `yes` or `no`; what is `no` is never asked for, and taken out of what others expand;
 * - `key`: properties that are its key, `|` between; blank: Id;
 * - `expand`: relations m:n that are stored with it, `|` between, in v4 names; of those with `*` all properties are
 *   asked for, of the others the Id alone;
 * - `scope`: `all`, or the path to the property with the parliamentary year, a step with `*` being a collection; of
 *   several paths, `|` between, one is enough.
 */
import Papa from "papaparse";
import type { ODataVersion } from "../odata/literal.js";

export interface RequestRow {
  readonly v4?: string;
  readonly v3?: string;
  readonly kind: string;
  readonly publish: boolean;
  readonly key: readonly string[];
  /** In v4 names. */
  readonly expand: readonly { readonly name: string; readonly isWhole: boolean }[];
  /** Steps of each path, in v4 names; none: all of it is asked for. */
  readonly scope: readonly (readonly ScopeStep[])[];
}

export interface ScopeStep {
  readonly name: string;
  readonly isMany: boolean;
}

const HEADER = "v4,v3,kind,publish,key,expand,scope,note";
const NAME = /^[A-Z][A-Za-z]*$/;
const PROPERTY = /^[A-Z][A-Za-z_]*$/;
const STARRED = /^([A-Z][A-Za-z]*)(\*?)$/;

export class RequestTable {
  readonly rows: readonly RequestRow[];
  readonly #byName = new Map<string, RequestRow>();

  private constructor(rows: readonly RequestRow[]) {
    this.rows = rows;
    // The names of v4 go before those of v3, should one mean another thing there.
    for (const name of ["v4", "v3", "kind"] as const) {
      for (const row of rows) {
        const key = row[name]?.toLowerCase();
        if (key !== undefined && !this.#byName.has(key)) this.#byName.set(key, row);
      }
    }
  }

  /** @throws {Error} naming file, line and what is wrong */
  static read(text: string, path: string): RequestTable {
    const { data } = Papa.parse<string[]>(text.replace(/^\ufeff/, "").trim(), { delimiter: "," });
    if (data.shift()?.join(",") !== HEADER) throw new Error(`${path}: line 1 must read ${HEADER}`);
    const kinds = new Set<string>();
    const rows = data.map((cells, i) => {
      const row = readRow(cells, `${path}: line ${i + 2}`);
      if (kinds.has(row.kind)) throw new Error(`${path}: line ${i + 2}: ${row.kind} stands there twice`);
      kinds.add(row.kind);
      return row;
    });
    return new RequestTable(rows);
  }

  /** The row of an entity set of either version, or of a kind; letter case does not count. */
  named(name: string): RequestRow | undefined {
    return this.#byName.get(name.toLowerCase());
  }

  /** Name in v3 of what v4 calls so: of a relation that is named for its target, else as it is. */
  nameIn(version: ODataVersion, v4: string): string {
    return version === "v4" ? v4 : (this.named(v4)?.v3 ?? v4);
  }
}

function readRow(cells: readonly string[], where: string): RequestRow {
  const [v4 = "", v3 = "", kind = "", publish = "", key = "", expand = "", scope = ""] = cells;
  const wrong = (what: string): Error => new Error(`${where}: ${what}`);
  if (v4 === "" && v3 === "") throw wrong("name it in v4 or v3");
  for (const name of [v4, v3]) if (name !== "" && !NAME.test(name)) throw wrong(`"${name}" is no entity set`);
  if (!/^[a-z]+(?:-[a-z]+)*$/.test(kind)) throw wrong(`"${kind}" is no kind; use lower-case letters and hyphens`);
  if (publish !== "yes" && publish !== "no") throw wrong("publish must be yes or no");
  const keys = key === "" ? ["Id"] : key.split("|");
  for (const each of keys) if (!PROPERTY.test(each)) throw wrong(`"${each}" is no property`);
  return {
    ...(v4 === "" ? {} : { v4 }),
    ...(v3 === "" ? {} : { v3 }),
    kind,
    publish: publish === "yes",
    key: keys,
    expand: (expand === "" ? [] : expand.split("|")).map((each) => {
      const { name, isMany } = readStep(each, wrong);
      return { name, isWhole: isMany };
    }),
    scope: readScope(scope, wrong),
  };
}

function readScope(scope: string, wrong: (what: string) => Error): ScopeStep[][] {
  if (scope === "all") return [];
  if (scope === "") throw wrong("scope must be all, or a path to the parliamentary year");
  const paths = scope.split("|").map((path) => path.split("/").map((step) => readStep(step, wrong)));
  for (const steps of paths) {
    if (steps.filter((step) => step.isMany).length > 1) throw wrong("a path of scope may go through one collection");
    if (steps.at(-1)?.isMany === true) throw wrong("a path of scope must end in a property");
  }
  return paths;
}

function readStep(step: string, wrong: (what: string) => Error): ScopeStep {
  const [, name = "", star] = STARRED.exec(step) ?? [];
  if (name === "") throw wrong(`"${step}" is no relation or property`);
  return { name, isMany: star === "*" };
}
