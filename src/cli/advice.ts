/** What to do about an error of the operating system, which itself says only what could not be done. */

const FULL = "the disk is full, or the quota used up: make room, and do it again";
const NO_RIGHTS = "this user may not: give it the rights, or name another folder with --data";

const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EACCES: NO_RIGHTS,
  EPERM: NO_RIGHTS,
  EROFS: "nothing can be written there: mount it writable, or name another folder with --data",
  EMFILE: "too many files are open: raise the limit (ulimit -n, or LimitNOFILE of systemd)",
};

/** The advice, to be put behind the message of the error; nothing where there is none. */
export function adviceOn(error: unknown): string {
  const code = (error as Partial<NodeJS.ErrnoException> | undefined)?.code;
  const advice = code === undefined ? undefined : ADVICE[code];
  return advice === undefined ? "" : `; ${advice}`;
}
