/** Answers that came compressed (Content-Encoding, RFC 9110 §8.4), as the bytes that they were. */
import type { Readable, Transform } from "node:stream";
import { createBrotliDecompress, createUnzip } from "node:zlib";
import { through } from "./through.js";

/** What is asked for; `deflate` is read, but not asked for, since servers mean two things by it. */
export const ACCEPTED = "gzip, br";

/** The first is that of bytes as they are. */
const DECODERS: Readonly<Record<string, (() => Transform) | undefined>> = {
  identity: undefined,
  gzip: createUnzip,
  "x-gzip": createUnzip,
  deflate: createUnzip,
  br: createBrotliDecompress,
};

/** More than one on the other is allowed, and done by no honest server. */
const MOST = 2;

/** The codings of a header that cannot be read, as it has them; undefined when all can. */
export function unreadable(header: string | undefined): string | undefined {
  const codings = codingsOf(header);
  const isKnown = codings.length <= MOST && codings.every((coding) => Object.hasOwn(DECODERS, coding));
  return isKnown ? undefined : codings.join(", ").slice(0, 60);
}

/** The body with its codings undone. One that is cut off or damaged throws when it is read. */
export function plain(body: Readable, header: string | undefined): Readable {
  let decoded = body;
  // The last one named was applied last.
  for (const coding of codingsOf(header).toReversed()) {
    const decoder = DECODERS[coding]?.();
    if (decoder !== undefined) decoded = through(decoded, decoder);
  }
  return decoded;
}

function codingsOf(header = ""): string[] {
  const named = header.split(",").map((coding) => coding.trim().toLowerCase());
  return named.filter((coding) => coding !== "");
}
