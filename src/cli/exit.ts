/** Exit codes of the contract (DESIGN §3). */
export const EXIT = { done: 0, failed: 1, wrongWords: 2, findings: 3 } as const;

/** The words of a command do not fit together: exit code 2. */
export class WrongWords extends Error {
  override readonly name = "WrongWords";
}
