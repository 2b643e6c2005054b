/**
 * The families of a source's datasets: a family is a dataset's name without its year (MODEL §2.1). The table is
 * `families.yaml` beside the mappings; this finds the family of a name.
 */
import { nearest } from "../sources/nearest.js";
import { type Family, readFamilyTable } from "./family-table.js";
import { wildcard } from "./fields.js";
import { slug } from "./slug.js";

export type { Family, RegisterFamily } from "./family-table.js";

/** A dataset's name taken apart. */
export interface NamedDataset {
  /** Slug of the whole name, year included: names the dataset and its findings. */
  readonly slug: string;
  /** The slug without its years: the family's name, or another name of it. */
  readonly bare: string;
  /** The year or years in the name, `2013` or `2013-2014`. */
  readonly years?: string;
  readonly family?: Family;
}

export class Families {
  readonly #byName = new Map<string, Family>();
  /** Names with `*` in them. */
  readonly #byPattern: { readonly pattern: RegExp; readonly family: Family }[] = [];

  /** @throws {Error} naming the file and what is wrong with it */
  static read(text: string, path: string): Families {
    const families = new Families();
    for (const { family, aliases } of readFamilyTable(text, path)) {
      for (const alias of [family.name, ...aliases]) families.#add(alias, family, path);
    }
    return families;
  }

  #add(name: string, family: Family, path: string): void {
    if (name.includes("*")) {
      this.#byPattern.push({ pattern: wildcard(name), family });
      return;
    }
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
    const family = this.#byName.get(bare) ?? this.#byName.get(whole) ?? this.#fitting(bare);
    return {
      slug: whole,
      bare,
      ...(years === undefined ? {} : { years }),
      ...(family === undefined ? {} : { family }),
    };
  }

  #fitting(name: string): Family | undefined {
    return this.#byPattern.find(({ pattern }) => pattern.test(name))?.family;
  }

  /** The known names nearest to one that is not known, best first. */
  nearest(name: string, most?: number): string[] {
    const known = this.all().map((family) => family.name);
    return nearest(this.named(name).slug, known, most);
  }
}
