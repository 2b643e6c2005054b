/** Exit codes of the contract (DESIGN §3). */
export const EXIT = { done: 0, failed: 1, wrongWords: 2, findings: 3 } as const;

/** What was asked of an archive cannot be told, as there is none: exit code 1. */
export class NoArchive extends Error {
  override readonly name = "NoArchive";

  constructor(dir: string) {
    super(
      `${dir} holds no archive; name its folder with --data, or begin one: ` +
        `onderwijsgraaf ingest SOURCE --data ${dir}, or with samples: onderwijsgraaf serve --samples --data ${dir}`,
    );
  }
}

/** The words of a command do not fit together: exit code 2. */
export class WrongWords extends Error {
  override readonly name = "WrongWords";
}
