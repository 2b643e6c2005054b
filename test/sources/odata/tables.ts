/** The tables behind a test's OData service. */

export type EdmType =
  | "Edm.Guid"
  | "Edm.String"
  | "Edm.Int32"
  | "Edm.Int64"
  | "Edm.Decimal"
  | "Edm.Boolean"
  /** Of v4; a v3 service has it as Edm.DateTime, the zone cut off. */
  | "Edm.DateTimeOffset";

/** A decimal is text as the service writes it; a moment has its zone. */
export type Row = Record<string, string | number | boolean | null>;

export interface Relation {
  /** Entity set that it leads to. */
  readonly to: string;
  readonly isMany: boolean;
  /** Column that holds the key of the other, where one does. */
  readonly foreignKey?: string;
  readonly of: (row: Row) => readonly Row[];
}

export interface Table {
  readonly columns: Readonly<Record<string, EdmType>>;
  readonly relations: Readonly<Record<string, Relation>>;
  /** Whether each row describes a file. */
  readonly hasFile?: boolean;
  readonly key?: readonly string[];
  readonly rows: Row[];
}

export type Tables = Readonly<Record<string, Table>>;

/** Refused with 400. */
export class BadQuery extends Error {}

export function tableOf(tables: Tables, set: string): Table {
  const table = tables[set];
  if (table === undefined) throw new BadQuery(`Resource not found for the segment '${set}'.`);
  return table;
}

/** Moments in steps of 100 ns since year 1, as the server's own clock has them: another count than the client's. */
export function ticksOf(moment: string): bigint {
  const [, date = "", time = "", fraction = "", zone = "Z"] =
    /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,7}))?)?(Z|[+-]\d\d:\d\d)?$/.exec(moment) ?? [];
  if (date === "") throw new BadQuery(`'${moment}' is no date.`);
  const whole = Date.parse(`${date}T${time === "" ? "00:00" : time}${zone}`);
  return BigInt(whole) * 10_000n + BigInt(fraction.padEnd(7, "0"));
}
