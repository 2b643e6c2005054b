/** Reading `families.yaml`: what a data steward says of the families of a source's datasets, checked. */
import { parse } from "yaml";
import { z } from "zod";

/** Where the school year of an observation may be found: in a header, in the row, in the name of the dataset. */
export type YearSource = "columns" | "rows" | "name";

/** A register family: what a row describes, and how it is mapped. */
export interface RegisterFamily {
  readonly kind: "register";
  /** Slug: also the last part of its graph's name. */
  readonly name: string;
  readonly title: string;
  /** Keys of fields.csv that a row must have to be told from another. */
  readonly key: readonly string[];
  /** Keys that narrow what a row is about: a row in which one cannot be used would say of the whole what is of a part. */
  readonly narrowed: readonly string[];
  /** Whether one row says all of a thing, so that another of the same key does not add to it. */
  readonly once: boolean;
  /** Mapping files, beside the table. */
  readonly mappings: readonly string[];
  /** No evidence of its headers was at hand when the table was written. */
  readonly unverified: boolean;
}

/** What an observation may be about. */
export interface Unit {
  readonly kind: string;
  /** Key of fields.csv that holds its code. */
  readonly key: string;
  /** Keys that describe it besides. */
  readonly with: readonly string[];
}

/** A way in which numbers are broken down. */
export interface Dimension {
  /** Key of fields.csv, and of observation records. */
  readonly key: string;
  /** Name of its property in the vocabulary. */
  readonly property: string;
  /** Last step of the IRI of its concept scheme; absent where its values are no concepts. */
  readonly scheme?: string;
  /** A file may lack it: its numbers are totals then. */
  readonly optional: boolean;
}

/** A number that an observation gives. */
export interface Measure {
  readonly key: string;
  readonly property: string;
  readonly type: "integer" | "decimal";
  /** Key of the number that it is a rate or mean of. */
  readonly of?: string;
  /** The lowest that it can be, where that is not 0: a 0 says that there is none. */
  readonly least?: number;
}

/** What a row says of all its observations. */
export interface Attribute {
  readonly key: string;
  readonly property: string;
  readonly type: "integer" | "decimal" | "boolean";
}

/** A statistics family: how its rows become observations (MODEL §2.3). */
export interface StatisticsFamily {
  readonly kind: "statistics";
  /** Slug: names the cube. */
  readonly name: string;
  readonly title: string;
  /** Keys of its units: a row without any is about nothing. */
  readonly key: readonly string[];
  readonly mappings: readonly string[];
  /** The preferred first. */
  readonly unit: readonly Unit[];
  /** In the order of the structure, after schooljaar and eenheid. */
  readonly dimensions: readonly Dimension[];
  readonly measures: readonly Measure[];
  readonly attributes: readonly Attribute[];
  /** The preferred first. */
  readonly year: readonly YearSource[];
  /** Keys of dimensions along which most numbers are 0: an observation that is broken down by one and is 0 is left out. */
  readonly sparse: readonly string[];
  /** Text of a number that is not given, without white space → the highest that it may be when it is a count. */
  readonly masked: ReadonlyMap<string, number>;
  /** Keys of what other families have numbers of, or break them down by, and this one has not. */
  readonly strange: ReadonlySet<string>;
  readonly unverified: boolean;
}

export type Family = RegisterFamily | StatisticsFamily;

/** A family, and the other names that it goes by. */
export interface NamedFamily {
  readonly family: Family;
  readonly aliases: readonly string[];
}

const names = z.array(z.string());
const rowKind = z.strictObject({
  key: names.min(1),
  narrowed: names.default([]),
  once: z.boolean().default(false),
  mappings: names.min(1),
});
const register = z.strictObject({
  title: z.string(),
  row: z.string(),
  aliases: names.default([]),
  unverified: z.boolean().default(false),
});
const statistic = z.strictObject({
  title: z.string(),
  unit: names.min(1),
  dimensions: names.default([]),
  optional: names.default([]),
  measures: names.min(1),
  attributes: names.default([]),
  year: z.array(z.enum(["columns", "rows", "name"])).min(1),
  sparse: names.default([]),
  unverified: z.boolean().default(false),
  aliases: names.default([]),
});
const table = z.strictObject({
  rows: z.record(z.string(), rowKind),
  registers: z.record(z.string(), register),
  units: z.record(z.string(), z.strictObject({ key: z.string(), with: names.default([]) })).default({}),
  masked: z.record(z.string(), z.number().int()).default({}),
  observations: names.default([]),
  dimensions: z.record(z.string(), z.strictObject({ property: z.string(), scheme: z.string().optional() })).default({}),
  measures: z
    .record(
      z.string(),
      z.strictObject({
        property: z.string(),
        type: z.enum(["integer", "decimal"]),
        of: z.string().optional(),
        least: z.number().positive().optional(),
      }),
    )
    .default({}),
  attributes: z
    .record(z.string(), z.strictObject({ property: z.string(), type: z.enum(["integer", "decimal", "boolean"]) }))
    .default({}),
  statistics: z.record(z.string(), statistic).default({}),
});

type Table = z.infer<typeof table>;

function readYaml(text: string, path: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** @throws {Error} naming the file and what is wrong with it */
export function readFamilyTable(text: string, path: string): NamedFamily[] {
  const parsed = table.safeParse(readYaml(text, path));
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`);
  const { registers, statistics } = parsed.data;
  return [
    ...Object.entries(registers).map(([name, entry]) => ({
      family: registerOf(parsed.data, name, entry, path),
      aliases: entry.aliases,
    })),
    ...Object.entries(statistics).map(([name, entry]) => ({
      family: statisticOf(parsed.data, name, entry, path),
      aliases: entry.aliases,
    })),
  ];
}

function registerOf({ rows }: Table, name: string, entry: z.infer<typeof register>, path: string): RegisterFamily {
  const row = rows[entry.row];
  if (row === undefined) throw new Error(`${path}: family ${name}: no row kind "${entry.row}" under rows:`);
  return { kind: "register", name, title: entry.title, unverified: entry.unverified, ...row };
}

function statisticOf(all: Table, name: string, entry: z.infer<typeof statistic>, path: string): StatisticsFamily {
  const found = <T>(words: readonly string[], under: string, known: Readonly<Record<string, T>>): [string, T][] =>
    words.map((word) => {
      const one = Object.hasOwn(known, word) ? known[word] : undefined;
      if (one === undefined) throw new Error(`${path}: family ${name}: there is no "${word}" under ${under}:`);
      return [word, one];
    });
  for (const word of [...entry.optional, ...entry.sparse]) {
    if (entry.dimensions.includes(word)) continue;
    throw new Error(`${path}: family ${name}: "${word}" is none of its dimensions`);
  }
  const own = new Set([...entry.dimensions, ...entry.measures, ...entry.attributes]);
  const cube = [all.dimensions, all.measures, all.attributes].flatMap(Object.keys);
  const unit = found(entry.unit, "units", all.units).map(([kind, one]) => ({ kind, ...one }));
  return {
    kind: "statistics",
    name,
    title: entry.title,
    key: unit.map(({ key }) => key),
    mappings: all.observations,
    unit,
    dimensions: found(entry.dimensions, "dimensions", all.dimensions).map(([key, { property, scheme }]) => ({
      key,
      property,
      optional: entry.optional.includes(key),
      ...(scheme === "none" ? {} : { scheme: scheme ?? key.replaceAll("_", "-") }),
    })),
    measures: found(entry.measures, "measures", all.measures).map(([key, { of, least, ...one }]) => ({
      key,
      ...one,
      ...(of === undefined ? {} : { of }),
      ...(least === undefined ? {} : { least }),
    })),
    attributes: found(entry.attributes, "attributes", all.attributes).map(([key, one]) => ({ key, ...one })),
    year: entry.year,
    sparse: entry.sparse,
    masked: new Map(Object.entries(all.masked)),
    strange: new Set(cube.filter((key) => !own.has(key))),
    unverified: entry.unverified,
  };
}
