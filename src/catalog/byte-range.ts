/** Single byte ranges (RFC 9110 §14.1.2, §14.2, §13.1.5). */

export interface ByteRange {
  readonly first: number;
  /** Inclusive. */
  readonly last: number;
}

/**
 * The part asked for: undefined for all of it (no Range, several ranges, another unit, a stale If-Range),
 * `"unsatisfiable"` for a range beyond the end.
 *
 * @param etag strong tag of the representation; @param lastModified its date, to the second
 */
export function requestedRange(
  headers: { readonly range?: string | undefined; readonly ifRange?: string | undefined },
  size: number,
  etag: string,
  lastModified: Date | undefined,
): ByteRange | "unsatisfiable" | undefined {
  const match = /^bytes=(\d*)-(\d*)$/i.exec(headers.range?.trim() ?? "");
  if (match === null || (match[1] === "" && match[2] === "")) return undefined;
  const condition = headers.ifRange?.trim() ?? "";
  // §13.1.5: a strong comparison; a date must be exactly the one we gave.
  if (condition !== "" && condition !== etag && condition !== lastModified?.toUTCString()) return undefined;
  const [, from = "", to = ""] = match;
  if (from === "") {
    const length = Math.min(Number(to), size);
    return length === 0 ? "unsatisfiable" : { first: size - length, last: size - 1 };
  }
  const first = Number(from);
  const last = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== "" && Number(to) < first) return undefined;
  return first >= size ? "unsatisfiable" : { first, last };
}
