/** How rows of one shape become observations: made once for a row of headers, then followed for every row. */
import type { StatisticsFamily } from "./family-table.js";
import type { CleanValue } from "./record.js";
import type { ReferenceBook } from "./reference-book.js";
import { notationOf } from "./observation-key.js";
import { conceptUri } from "./row-cleaners.js";
import { type NumberColumn, type StatisticsHeaders, YEAR } from "./statistics-headers.js";

/** A column of numbers at its place in the row. */
export interface PlacedColumn extends NumberColumn {
  readonly at: number;
  readonly header: string;
}

/** The columns that are about one combination of dimensions: one observation of each row. */
export interface Group {
  readonly year: string | undefined;
  /** For each dimension of the family, the value in the headers and its notation; undefined where the row has it. */
  readonly values: readonly (CleanValue | undefined)[];
  readonly parts: readonly (string | undefined)[];
  readonly columns: readonly PlacedColumn[];
}

export interface ExpandPlan {
  readonly groups: readonly Group[];
  /** What the file lacks that an observation needs, in words; empty when it can be expanded. */
  readonly lacking: readonly string[];
  /** For each dimension, its value where neither header nor row has one; undefined: none. */
  readonly totals: readonly (string | undefined)[];
  /** Concepts that no list has, to be described with the first observation. */
  readonly described: readonly CleanValue[];
}

interface Shape {
  readonly headers: readonly string[];
  readonly family: StatisticsFamily;
  readonly read: StatisticsHeaders;
  readonly book: ReferenceBook;
  /** School year in the dataset's name. */
  readonly namedYear: string | undefined;
}

export function planFor(shape: Shape): ExpandPlan {
  const { headers, family, read, book } = shape;
  const columns = headers.flatMap((header, at): PlacedColumn[] => {
    const column = read.number(header);
    return column === undefined ? [] : [{ ...column, at, header }];
  });
  const groups = grouped(columns, family);
  const totals = family.dimensions.map(({ scheme }) =>
    scheme === undefined ? undefined : conceptUri(scheme, "totaal"),
  );
  const described = [
    ...columns.flatMap((column) => column.described),
    ...family.dimensions.flatMap(({ scheme }) =>
      scheme === undefined || book.lists(scheme, "totaal")
        ? []
        : [{ begrip: conceptUri(scheme, "totaal"), lijst: `/id/begrippenlijst/${scheme}`, naam: "totaal" }],
    ),
  ];
  return { groups, lacking: lackingIn(shape, groups), totals, described };
}

function grouped(columns: readonly PlacedColumn[], family: StatisticsFamily): Group[] {
  const groups = new Map<string, Group & { columns: PlacedColumn[] }>();
  for (const column of columns) {
    const values = family.dimensions.map(({ key }) => column.values.get(key));
    const parts = values.map((value) => (value === undefined ? undefined : notationOf(String(value))));
    const name = JSON.stringify([column.year, parts]);
    const group = groups.get(name) ?? { year: column.year, values, parts, columns: [] };
    groups.set(name, group);
    group.columns.push(column);
  }
  return [...groups.values()];
}

function lackingIn({ headers, family, read, namedYear }: Shape, groups: readonly Group[]): string[] {
  const lacking: string[] = [];
  if (groups.length === 0) lacking.push(family.measures.map(({ key }) => key).join(" of "));
  const fed = new Set(headers.flatMap((header) => read.fed(header)));
  if (!family.unit.some(({ key }) => fed.has(key))) lacking.push(family.key.join(" of "));
  const rowsSayYear = fed.has(YEAR) || (family.year.includes("name") && namedYear !== undefined);
  if (!rowsSayYear && groups.some(({ year }) => year === undefined)) lacking.push(YEAR);
  // A column that nobody knows may be the dimension that is missed; without one, the numbers are not broken down by it.
  const mayLack = !headers.some((header) => read.isUnknown(header));
  family.dimensions.forEach(({ key, optional }, i) => {
    if (mayLack || optional || fed.has(key) || groups.some(({ parts }) => parts[i] !== undefined)) return;
    lacking.push(key);
  });
  return lacking;
}
