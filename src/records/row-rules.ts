/** What a family asks of the cleaning of its rows: which fields are read, which headers are unknown, which rows are lost. */
import type { Cleaned } from "./cleaner.js";
import type { RegisterFamily, StatisticsFamily } from "./family-table.js";
import { type FieldTable, normalHeader } from "./fields.js";
import type { CleanRecord } from "./record.js";
import { keyNamed } from "./row.js";
import { type StatisticsHeaders, YEAR } from "./statistics-headers.js";

export interface RowRules {
  /** The family as fields.csv names it. */
  readonly family: string;
  /** Whether a key is read; a known field that is not is passed over. */
  wants(key: string): boolean;
  isUnknown(header: string): boolean;
  /** What to do about an unknown header, in Dutch. */
  hint(header: string): string;
  /** What the cells under an unknown header become all the same; absent, or undefined: nothing. */
  readonly other?: (header: string) => ((cell: unknown) => Cleaned) | undefined;
  /**
   * The fields for which a row cannot be told from others; none: it is kept.
   *
   * @param unusable keys whose value could not be used
   */
  lost(record: CleanRecord, unusable: ReadonlySet<string>): string[];
}

/** A register reads every field it knows, and keeps the rows that have their key and nothing wrong in what narrows it. */
export function registerRules(
  table: FieldTable,
  { name, key, narrowed = [] }: Pick<RegisterFamily, "name" | "key"> & Partial<Pick<RegisterFamily, "narrowed">>,
): RowRules {
  const family = `registers/${name}`;
  const keys = key.map((each) => ({ name: each, key: keyNamed(each) }));
  return {
    family,
    wants: () => true,
    isUnknown: (header) => normalHeader(header) !== "" && table.of(header, family).length === 0,
    hint: (header) => {
      const like = table.suggestion(header, family);
      return like === undefined ? "voeg het toe aan fields.csv" : `bedoeld is misschien ${like}`;
    },
    lost: (record, unusable) => [
      ...keys.filter(({ key }) => key.get(record) === undefined).map((each) => each.name),
      ...narrowed.filter((each) => unusable.has(each)),
    ],
  };
}

/**
 * A statistic reads what its observations need, and loses a row that is about no unit, or has a dimension that cannot be
 * used: its numbers would be taken for totals.
 */
export function statisticsRules(headers: StatisticsHeaders, family: StatisticsFamily): RowRules {
  const needed = [YEAR, ...family.dimensions.map(({ key }) => key)];
  return {
    family: `statistics/${family.name}`,
    wants: (key) => headers.keys.has(key),
    isUnknown: (header) => headers.isUnknown(header),
    hint: (header) => headers.hint(header),
    lost: (record, unusable) => {
      const at = family.key.findIndex((key) => record[key] !== undefined);
      // A unit that cannot be used is not replaced by a larger one.
      const preferred = at === -1 ? family.key : family.key.slice(0, at);
      const wrong = [...preferred, ...needed].filter((key) => unusable.has(key));
      return wrong.length > 0 || at !== -1 ? wrong : family.key.slice(0, 1);
    },
  };
}
