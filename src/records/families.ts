/**
 * The families of a source's datasets: a family is a dataset's name without its year (MODEL §2.1). The table is
 * `families.yaml` beside the mappings; this reads it and finds the family of a name.
 */
import { distance } from "fastest-levenshtein";
import { parse } from "yaml";
import { z } from "zod";
import { slug } from "./slug.js";

const rowKind = z.strictObject({ key: z.array(z.string()).min(1), mappings: z.array(z.string()).min(1) });
const register = z.strictObject({
  title: z.string(),
  row: z.string(),
  aliases: z.array(z.string()).default([]),
  unverified: z.boolean().default(false),
});
const table = z.strictObject({
  rows: z.record(z.string(), rowKind),
  registers: z.record(z.string(), register),
  statistics: z.array(z.string()).default([]),
});

/** A register family: what a row describes, and how it is mapped. */
export interface RegisterFamily {
  readonly kind: "register";
  /** Slug: also the last part of its graph's name. */
  readonly name: string;
  readonly title: string;
  /** Keys of fields.csv that a row must have to be told from another. */
  readonly key: readonly string[];
  /** Mapping files, beside the table. */
  readonly mappings: readonly string[];
  /** No evidence of its headers was at hand when the table was written. */
  readonly unverified: boolean;
}

/** A family that is known by name and not published. */
export interface StatisticsFamily {
  readonly kind: "statistics";
  readonly name: string;
}

export type Family = RegisterFamily | StatisticsFamily;

/** A dataset's name taken apart. */
export interface NamedDataset {
  /** Slug of the whole name, year included: names the dataset and its findings. */
  readonly slug: string;
  /** The year or years in the name, `2013` or `2013-2014`. */
  readonly years?: string;
  readonly family?: Family;
}

function readYaml(text: string, path: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

export class Families {
  readonly #byName = new Map<string, Family>();

  /** @throws {Error} naming the file and what is wrong with it */
  static read(text: string, path: string): Families {
    const parsed = table.safeParse(readYaml(text, path));
    if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`);
    const families = new Families();
    for (const [name, entry] of Object.entries(parsed.data.registers)) {
      const row = parsed.data.rows[entry.row];
      if (row === undefined) throw new Error(`${path}: family ${name}: no row kind "${entry.row}" under rows:`);
      const family: Family = { kind: "register", name, title: entry.title, unverified: entry.unverified, ...row };
      for (const alias of [name, ...entry.aliases]) families.#add(alias, family, path);
    }
    for (const name of parsed.data.statistics) families.#add(name, { kind: "statistics", name }, path);
    return families;
  }

  #add(name: string, family: Family, path: string): void {
    if (this.#byName.has(name)) throw new Error(`${path}: "${name}" is given twice`);
    this.#byName.set(name, family);
  }

  /** All families once, in the order of the table. */
  all(): Family[] {
    return [...new Set(this.#byName.values())];
  }

  /** Takes a dataset or file name apart: `03.-alle-vestigingen-basisonderwijs-2013.csv`. */
  named(name: string): NamedDataset {
    const whole = slug(name.replace(/\.(?:csv|json|jsonld|txt)$/i, ""));
    const years = /-((?:19|20)\d{2}(?:-(?:19|20)\d{2})?)$/.exec(whole)?.[1];
    const bare = years === undefined ? whole : whole.slice(0, -years.length - 1);
    const family = this.#byName.get(bare) ?? this.#byName.get(whole);
    return { slug: whole, ...(years === undefined ? {} : { years }), ...(family === undefined ? {} : { family }) };
  }

  /** The known names nearest to one that is not known, best first. */
  nearest(name: string, n = 3): string[] {
    const wanted = this.named(name).slug;
    return this.all()
      .map((family) => ({ name: family.name, d: distance(wanted, family.name) }))
      .sort((a, b) => a.d - b.d || (a.name < b.name ? -1 : 1))
      .slice(0, n)
      .map((f) => f.name);
  }
}
