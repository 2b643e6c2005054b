/**
 * The seam between a source and a mapping: what a row is once it is clean. No RDF here: a clean record is
 * plain JSON with one stable key per field, which any RML engine can read (DESIGN §8.6).
 */

export type CleanValue = string | number | boolean | CleanRecord | readonly CleanValue[];

/** A row with stable keys and usable values; a key whose value was blank or unusable is absent. */
export interface CleanRecord {
  [key: string]: CleanValue;
}

/** How bad a finding is, in the words of SHACL (§2.1.4). */
export type Severity = "Info" | "Warning" | "Violation";

/** One thing that was lost: a value, a row, a withdrawn id pair, or (once per file) an unknown header. */
export interface Finding {
  /** Slug of the dataset. */
  readonly dataset: string;
  /** Line in the file, or 0 for what concerns the whole file. */
  readonly line: number;
  /** Key of fields.csv, or the header as given when it has none. */
  readonly field: string;
  /** Short name of the kind of loss, such as `ongeldig`, `onbekend-veld`, `rij-onvolledig`. */
  readonly kind: string;
  /** The value as given, cut at 200 characters. */
  readonly value: string;
  /** Why, for a person; in Dutch, since it is published. */
  readonly reason: string;
  readonly severity: Severity;
  /** Path of the thing that the row is about, where it has a URI. */
  readonly about?: string;
}

/** A finding before it is known where it is. */
export type Loss = Omit<Finding, "dataset" | "line" | "about">;
