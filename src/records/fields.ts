/**
 * A source's field table, `fields.csv`: the one place that names a field once, with every spelling seen, the cleaner
 * that makes its value usable, and what a bad value means. Columns:
 *
 * - `key`: name in the clean record; `bezoekadres.postcode` is the key `postcode` of the object `bezoekadres`, which is
 *   absent when it has no key;
 * - `aliases`: headers, `|` between; letter case, `_`, and white space do not count. `*_name` is every header that ends
 *   so and has no field of its own. None: the key is composed from others after the row has been read. What begins with
 *   `_request.` is what was asked for, which no row says of itself;
 * - `clean`: cleaner and its words, `digits(4)`; `$(key)` is the value of another key of the row; `each(family)` cleans
 *   the objects of a cell by the fields that are for that family;
 * - `bad`: `finding` or `ignore`;
 * - `families`: which families it is for, `|` between, `*` and `?` as wildcards; blank: all. `statistics/*` are all
 *   statistics, `registers/*` all registers.
 */
import { distance } from "fastest-levenshtein";
import { cellError, list, tableRows } from "../package/steward-table.js";

export interface Call {
  readonly name: string;
  readonly args: readonly string[];
}

export interface Field {
  readonly key: string;
  readonly aliases: readonly string[];
  /** What headers end in that feed the field where no field has their name. */
  readonly endings: readonly string[];
  readonly clean: Call;
  readonly bad: "finding" | "ignore";
  readonly families: readonly RegExp[];
  /** It is for statistics alone. */
  readonly ofStatistics: boolean;
  /** It is told by the request, never by a row. */
  readonly ofRequest: boolean;
}

/** What the headers of a request begin with. */
const REQUEST = "_request.";

/** A header in the spelling in which headers are compared. */
export function normalHeader(header: string): string {
  return header
    .replace(/^\ufeff/, "")
    .replace(/^"(.*)"$/, "$1")
    .replaceAll("_", " ")
    .replace(/[\s\u00a0]+/g, " ")
    .trim()
    .toUpperCase();
}

export class FieldTable {
  readonly #fields: readonly Field[];

  private constructor(fields: readonly Field[]) {
    this.#fields = fields;
  }

  /**
   * @param known names of cleaners and composers
   * @throws {Error} naming file, line and what is wrong
   */
  static read(text: string, path: string, known: ReadonlySet<string>): FieldTable {
    const fields = tableRows(text, path, "key,aliases,clean,bad,families").map((row): Field => {
      const { key, aliases, clean, bad, families } = row;
      if (!/^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?$/.test(key)) throw cellError(row, "key", `"${key}" is no key`);
      const call = readCall(clean);
      if (call === undefined || !known.has(call.name)) {
        throw cellError(row, "clean", `no cleaner "${clean}"; there are: ${[...known].sort().join(", ")}`);
      }
      for (let inner = innerCall(call); inner !== undefined; inner = innerCall(inner)) {
        if (!known.has(inner.name))
          throw cellError(row, "clean", `no cleaner "${inner.name}" for "${clean}" to hand values to`);
      }
      if (!["finding", "ignore", ""].includes(bad)) throw cellError(row, "bad", "must be finding, ignore or blank");
      return {
        key,
        aliases: list(aliases)
          .filter((alias) => !alias.startsWith("*"))
          .map(normalHeader),
        endings: list(aliases).flatMap((alias) => (alias.startsWith("*") ? [normalHeader(alias).slice(1)] : [])),
        clean: call,
        bad: bad === "ignore" ? "ignore" : "finding",
        families: list(families).map(wildcard),
        ofStatistics: families !== "" && list(families).every((name) => name.startsWith("statistics/")),
        ofRequest: aliases !== "" && list(aliases).every((alias) => alias.startsWith(REQUEST)),
      };
    });
    for (const { clean, key } of fields) {
      const family = clean.name === "each" ? (clean.args[0] ?? "") : undefined;
      if (family !== undefined && !fields.some((f) => f.families.some((pattern) => pattern.test(family)))) {
        throw new Error(`${path}: ${key}: no field is for the family "${family}" that each(…) names`);
      }
    }
    return new FieldTable(fields);
  }

  /**
   * The fields that a header feeds in a family, in the order of the table; none when it is unknown there.
   *
   * @param family name, best with its kind in front: `statistics/03-leerlingen-po-totaaloverzicht`
   * @param ofRequest whether it is a header of the request, and not of the row itself
   */
  of(header: string, family: string, ofRequest = false): Field[] {
    const wanted = normalHeader(header);
    const fields = this.#fields.filter((f) => f.ofRequest === ofRequest && fits(f, family));
    const named = fields.filter((f) => f.aliases.includes(wanted));
    return named.length > 0 ? named : fields.filter((f) => f.endings.some((ending) => wanted.endsWith(ending)));
  }

  /** The first field of a key in a family, which says how its values are cleaned wherever they stand. */
  named(key: string, family: string): Field | undefined {
    return this.#fields.find((f) => f.key === key && f.aliases.length > 0 && fits(f, family));
  }

  /** These keys and those that their cleaners and composers look at. */
  withNeeded(keys: Iterable<string>): Set<string> {
    const all = new Set(keys);
    // A set that grows is walked to its end.
    for (const key of all) {
      for (const field of this.#fields) {
        if (field.key !== key) continue;
        for (const arg of field.clean.args) {
          const needed = /^\$\((.+)\)$/.exec(arg)?.[1];
          if (needed !== undefined) all.add(needed);
        }
      }
    }
    return all;
  }

  /** The fields of a family, in the order of the table. */
  for(family: string): Field[] {
    return this.#fields.filter((f) => fits(f, family));
  }

  /** Those of them that are composed from others. */
  composed(family: string): Field[] {
    return this.for(family).filter((f) => f.aliases.length + f.endings.length === 0);
  }

  /** Place of a key in the table: fields are cleaned in that order, so that one may use what stands above it. */
  order(field: Field): number {
    return this.#fields.indexOf(field);
  }

  /** Whether a header is known in any family. */
  knows(header: string): boolean {
    const wanted = normalHeader(header);
    return this.#fields.some((f) => f.aliases.includes(wanted) || f.endings.some((ending) => wanted.endsWith(ending)));
  }

  /** Whether registers have it, and not statistics alone. */
  isOfRegisters(header: string): boolean {
    const wanted = normalHeader(header);
    return this.#fields.some((f) => !f.ofStatistics && f.aliases.includes(wanted));
  }

  /** The known header most like an unknown one, when it is like enough to be a slip. */
  suggestion(header: string, family: string): string | undefined {
    const wanted = normalHeader(header);
    let best: { alias: string; d: number } | undefined;
    for (const field of this.#fields) {
      if (field.ofRequest || !fits(field, family)) continue;
      for (const alias of field.aliases) {
        const d = distance(wanted, alias);
        if (best === undefined || d < best.d) best = { alias, d };
      }
    }
    return best !== undefined && best.d <= Math.max(2, wanted.length / 4) ? best.alias : undefined;
  }
}

/** A pattern with a kind in it is compared with the whole, any other with the name alone. */
function fits(field: Field, family: string): boolean {
  if (field.families.length === 0) return true;
  const name = family.slice(family.indexOf("/") + 1);
  return field.families.some((pattern) => pattern.test(family) || pattern.test(name));
}

/** A name in which `*` stands for any text and `?` for one character. */
export function wildcard(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`);
}

/** Place, among its words, of the name of the cleaner that a cleaner hands its values to. */
const INNER: Readonly<Record<string, number>> = { list: 0, values: 1, only: 2 };

/** The cleaner that a cleaner hands its values to, with its words: `list(digits 4)` → `digits(4)`. */
function innerCall({ name, args }: Call): Call | undefined {
  const at = INNER[name];
  return at === undefined ? undefined : { name: args[at] ?? "", args: args.slice(at + 1) };
}

/** `digits(4)` → name and words. */
function readCall(text: string): Call | undefined {
  const match = /^([a-z][a-z0-9_]*)(?:\((.*)\))?$/.exec(text.trim());
  if (match?.[1] === undefined) return undefined;
  return { name: match[1], args: (match[2] ?? "").split(/\s+/).filter((word) => word !== "") };
}
