import { cleaners } from "../../records/cleaners.js";

/** A moment of the Tweede Kamer as it is published: version 3 writes the time of Amsterdam, without zone. */
export function publishedMoment(moment: string): string {
  const value = cleaners["moment"]?.(moment, []);
  return value !== undefined && "value" in value ? String(value.value) : moment;
}
