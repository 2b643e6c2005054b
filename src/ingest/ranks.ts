/** Precedence of graphs where one name must be chosen, the lowest first (`lds:rang`; MODEL §1.3). */
export const RANKS = {
  reference: 1,
  duo: 2,
  "edu-v": 3,
  onderwijsloket: 4,
  donl: 5,
  tweedekamer: 6,
  service: 9,
} as const;

const BY_NAME: Readonly<Record<string, number>> = RANKS;

/** Rank of the graphs of a source, by its slug. */
export function rankOf(source: string): number {
  return BY_NAME[source] ?? RANKS.service;
}
