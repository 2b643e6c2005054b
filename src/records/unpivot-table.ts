/**
 * `unpivot.csv`: headers of wide tables, in which dimensions are columns. Columns:
 *
 * - `pattern`: a header as {@link normalHeader} writes it, with `{key}` where the value of a dimension stands, and `[…]`
 *   around what may be missing: `GESLAAGDEN SCHOOLJAAR {schooljaar}[ -] {geslacht}`;
 * - `measure`: key of the number in the cell;
 * - `families`: which families or datasets it is for, `|` between, `*` and `?` as wildcards; blank: all.
 *
 * The first pattern that a header fits, and whose values the dimensions' own cleaners accept, is the one.
 */
import { distance } from "fastest-levenshtein";
import { cellError, list, tableRows } from "../package/steward-table.js";
import { normalHeader, wildcard } from "./fields.js";

/** A header that fits a pattern. */
export interface FittingHeader {
  /** Key of the measure. */
  readonly measure: string;
  /** Key of a dimension → its value in the header. */
  readonly values: ReadonlyMap<string, string>;
}

interface Pattern {
  readonly text: string;
  readonly form: RegExp;
  readonly keys: readonly string[];
  readonly measure: string;
  readonly families: readonly RegExp[];
}

export class UnpivotTable {
  readonly #patterns: readonly Pattern[];

  private constructor(patterns: readonly Pattern[]) {
    this.#patterns = patterns;
  }

  /** Of a source without wide tables. */
  static readonly EMPTY = new UnpivotTable([]);

  /** @throws {Error} naming file, line and what is wrong */
  static read(text: string, path: string): UnpivotTable {
    const patterns = tableRows(text, path, "pattern,measure,families").map((row): Pattern => {
      const { pattern, measure, families } = row;
      if (!/^[a-z][a-z0-9_]*$/.test(measure)) throw cellError(row, "measure", `"${measure}" is no key of a measure`);
      const read = readPattern(pattern);
      if (read === undefined)
        throw cellError(row, "pattern", `"${pattern}" has a bracket that is not closed, or no key in {}`);
      return { text: pattern, ...read, measure, families: list(families).map(wildcard) };
    });
    return new UnpivotTable(patterns);
  }

  /**
   * The ways in which a header can be read, in the order of the table.
   *
   * @param names the family's, and the dataset's own
   */
  of(header: string, names: readonly string[]): FittingHeader[] {
    const wanted = normalHeader(header);
    return this.#patterns.flatMap((pattern) => {
      const fit = isFor(pattern, names) ? pattern.form.exec(wanted) : null;
      if (fit === null) return [];
      const values = new Map(pattern.keys.map((key, i) => [key, fit[i + 1] ?? ""]));
      return [{ measure: pattern.measure, values }];
    });
  }

  /** The pattern most like an unknown header, when it is like enough to be a slip. Numbers are left out of both. */
  suggestion(header: string, names: readonly string[]): string | undefined {
    const wanted = normalHeader(header).replace(/[0-9]+/g, "");
    let best: { text: string; d: number } | undefined;
    for (const pattern of this.#patterns) {
      const words = pattern.text.replace(/\{[^}]*\}/g, "").replace(/[[\]]/g, "");
      if (words.trim() === "" || !isFor(pattern, names)) continue;
      const d = distance(wanted, words.toUpperCase());
      if (best === undefined || d < best.d) best = { text: pattern.text, d };
    }
    return best !== undefined && best.d <= Math.max(2, wanted.length / 4) ? best.text : undefined;
  }
}

function isFor({ families }: Pattern, names: readonly string[]): boolean {
  return families.length === 0 || families.some((family) => names.some((name) => family.test(name)));
}

function readPattern(text: string): { form: RegExp; keys: string[] } | undefined {
  const keys: string[] = [];
  let source = "";
  for (const part of text.split(/(\{[^{}[\]]*\}|\[[^{}[\]]*\])/)) {
    if (part.startsWith("{")) {
      const key = part.slice(1, -1);
      if (!/^[a-z][a-z0-9_]*$/.test(key)) return undefined;
      keys.push(key);
      source += "(.+?)";
    } else if (part.startsWith("[")) {
      source += `(?:${escaped(part.slice(1, -1))})?`;
    } else if (/[{}[\]]/.test(part)) {
      return undefined;
    } else {
      source += escaped(part);
    }
  }
  return { form: new RegExp(`^${source}$`), keys };
}

function escaped(text: string): string {
  return text.toUpperCase().replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
