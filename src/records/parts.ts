/** Objects inside the cells of a row, `each(family)`: records of a sub-family, whose losses are those of the row. */
import type { RawRecord } from "../sources/raw-record.js";
import { cellText } from "./cell.js";
import type { Field } from "./fields.js";
import type { CleanRecord, CleanValue, Finding, Loss } from "./record.js";

/** Objects in objects in cells are cleaned as deep as this. */
const DEEPEST = 8;

/** Shapes of objects that are remembered; objects may each bring other keys. */
const SHAPES = 500;

/** What cleans the records of a family. */
export interface FamilyCleaner {
  clean(raw: RawRecord): CleanRecord | undefined;
  finish(): void;
}

type MakeCleaner = (family: string, depth: number, onFinding: (finding: Finding) => void) => FamilyCleaner;

interface Part {
  readonly cleaner: FamilyCleaner;
  /** Objects with the same keys share their headers, so that one plan serves them. */
  readonly shapes: Map<string, readonly string[]>;
  /** Where its findings go. */
  into: (loss: Loss) => void;
}

export class PartCleaners {
  readonly #depth: number;
  readonly #make: MakeCleaner;
  readonly #parts = new Map<string, Part>();

  /** @param depth how deep inside cells the rows themselves are: 0 for those of a file */
  constructor(depth: number, make: MakeCleaner) {
    this.#depth = depth;
    this.#make = make;
  }

  /** An object in a cell of `row` as a record; its new concepts become the row's, where mappings look for them. */
  clean(field: Field, family: string, object: object, row: CleanRecord, losses: Loss[]): CleanRecord | undefined {
    if (this.#depth >= DEEPEST) {
      losses.push(invalid(field, object, "te diep in andere velden"));
      return undefined;
    }
    const part = this.#part(field, family);
    part.into = (loss) => losses.push(loss);
    const keys = Object.keys(object);
    const shape = keys.join("\u0000");
    const headers = part.shapes.get(shape) ?? keys;
    if (part.shapes.size < SHAPES) part.shapes.set(shape, headers);
    const record = part.cleaner.clean({ line: 0, headers, cells: Object.values(object) });
    const { nieuwe_begrippen: found, ...rest } = record ?? {};
    if (!Array.isArray(found)) return record;
    const known = row["nieuwe_begrippen"];
    row["nieuwe_begrippen"] = [...(Array.isArray(known) ? (known as CleanValue[]) : []), ...(found as CleanValue[])];
    return rest;
  }

  /** To be called after the last row: reports what concerns the whole file, such as keys that nobody knows. */
  finish(report: (loss: Loss) => void): void {
    for (const part of this.#parts.values()) {
      part.into = report;
      part.cleaner.finish();
    }
  }

  #part(field: Field, family: string): Part {
    const name = `${field.key}\n${family}`;
    const known = this.#parts.get(name);
    if (known !== undefined) return known;
    const cleaner = this.#make(family, this.#depth + 1, ({ field: below, kind, value, reason, severity }) =>
      part.into({ field: `${field.key}.${below}`, kind, value, reason, severity }),
    );
    const part: Part = { cleaner, shapes: new Map(), into: () => undefined };
    this.#parts.set(name, part);
    return part;
  }
}

/** A value that cannot be used. */
export function invalid(field: Field, given: unknown, reason: string): Loss {
  return { field: field.key, kind: "ongeldig", value: cellText(given) ?? "", reason, severity: "Warning" };
}
