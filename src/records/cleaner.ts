/**
 * What a cleaner is. Cleaners are small pure functions; `fields.csv` names them, and the mapping engine registers the
 * same functions for mappings that read uncleaned data.
 */
import type { CleanValue } from "./record.js";

/** A usable value; nothing at all (blank); or a value that cannot be used, and why (Dutch: findings are published). */
export type Cleaned = { readonly value: CleanValue } | { readonly bad: string } | undefined;

/** `value` is trimmed and not blank; `args` are the words between brackets in fields.csv. */
export type Cleaner = (value: string, args: readonly string[]) => Cleaned;
