/** The numbers of a row: given, masked, or not there. What is masked is never computed back. */
import type { RawRecord } from "../sources/raw-record.js";
import { asGiven, cellText } from "./cell.js";
import { cleaners, isBlank, trimmed } from "./cleaners.js";
import type { PlacedColumn } from "./expand-plan.js";
import type { Measure, StatisticsFamily } from "./family-table.js";
import type { CleanValue } from "./record.js";

/** The numbers of one observation. */
export interface Numbers {
  readonly given: Map<Measure, CleanValue>;
  readonly masked: Measure[];
  /** The highest that a masked count may be; 0: no count is masked. */
  upTo: number;
}

/** Told of a cell that cannot be used: kind of finding, its text, and why in Dutch. */
export type BadNumber = (measure: Measure, kind: string, value: string, reason: string) => void;

class MaskedNumber {
  /** @param upTo the highest that a count may be; 0 where it is a rate or mean, of which that is not known */
  constructor(readonly upTo: number) {}
}

/** The numbers in some cells of a row, which are about one thing; undefined when all are blank. */
export function readNumbers(
  columns: readonly PlacedColumn[],
  raw: RawRecord,
  masked: StatisticsFamily["masked"],
  onBad: BadNumber,
): Numbers | undefined {
  let numbers: Numbers | undefined;
  for (const column of columns) {
    const cell = raw.cells[column.at];
    if (cell === "" || cell === undefined || cell === null) continue;
    const number = plainCount(cell, column) ?? otherNumber(cell, column, masked, onBad);
    if (number === undefined) continue;
    numbers ??= { given: new Map(), masked: [], upTo: 0 };
    put(numbers, column, number, cell, onBad);
  }
  if (numbers !== undefined) dropEmptyRates(numbers);
  return numbers;
}

function put(
  numbers: Numbers,
  { measure, header }: PlacedColumn,
  number: CleanValue | MaskedNumber,
  cell: unknown,
  onBad: BadNumber,
): void {
  const given = numbers.given.get(measure);
  const isMasked = numbers.masked.includes(measure);
  if (given === undefined && !isMasked) {
    if (number instanceof MaskedNumber) {
      numbers.masked.push(measure);
      numbers.upTo = Math.max(numbers.upTo, number.upTo);
    } else {
      numbers.given.set(measure, number);
    }
  } else if (number instanceof MaskedNumber ? !isMasked : number !== given) {
    const reason = `kolom ${trimmed(header)}: een andere kolom geeft hetzelfde aantal anders`;
    onBad(measure, "tegenstrijdig", cellText(cell) ?? "", reason);
  }
}

/** Whether a column holds counts, which the source masks when they are small. */
function isCount({ field }: PlacedColumn): boolean {
  return field.clean.name === "masked";
}

/** A count of digits alone, as nearly all are; undefined when it must be looked at more closely. */
function plainCount(cell: unknown, column: PlacedColumn): number | undefined {
  if (typeof cell !== "string" || cell.length > 9 || !isCount(column)) return undefined;
  let n = 0;
  for (let i = 0; i < cell.length; i += 1) {
    const digit = cell.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return undefined;
    n = n * 10 + digit;
  }
  return n;
}

/** A cell that is no plain count: blank, masked, a rate, with a point in it, or wrong. */
function otherNumber(
  cell: unknown,
  column: PlacedColumn,
  masked: StatisticsFamily["masked"],
  onBad: BadNumber,
): CleanValue | MaskedNumber | undefined {
  const { field, measure, header } = column;
  const text = trimmed(cellText(cell) ?? "");
  if (isBlank(text)) return undefined;
  const upTo = masked.get(text.replaceAll(" ", ""));
  if (upTo !== undefined) return new MaskedNumber(isCount(column) ? upTo : 0);
  const cleaned = asGiven(cell, cleaners[field.clean.name]?.(text, field.clean.args));
  if (cleaned === undefined) return undefined;
  const reason = "bad" in cleaned ? cleaned.bad : tooLow(measure, Number(cleaned.value));
  if (reason !== undefined) onBad(measure, "ongeldig", text, `kolom ${trimmed(header)}: ${reason}`);
  return reason !== undefined || "bad" in cleaned ? undefined : cleaned.value;
}

/** Why a number cannot be what it is said to be; 0 is for `dropEmptyRates`. */
function tooLow({ least = 0 }: Measure, number: number): string | undefined {
  return number < least && number !== 0 ? `lager dan ${least} kan niet` : undefined;
}

/** DUO writes 0 for a rate of nothing (no candidates, no pass rate), and for a mean on a scale that has no 0. */
function dropEmptyRates({ given }: Numbers): void {
  for (const [measure, value] of given) {
    if (Number(value) !== 0) continue;
    if ((measure.least ?? 0) > 0) given.delete(measure);
    if (measure.of === undefined) continue;
    for (const [base, number] of given) if (base.key === measure.of && number === 0) given.delete(measure);
  }
}

/** What two rows with one key must agree on. */
export function contentOf({ given, masked }: Numbers): string {
  let content = "";
  for (const [{ key }, value] of given) content += `${key}=${String(value)};`;
  for (const { key } of masked) content += `${key}=<;`;
  return content;
}
