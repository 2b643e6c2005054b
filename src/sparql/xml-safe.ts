/**
 * Results in XML as they pass: what XML 1.0 cannot hold (production 2, Char) becomes U+FFFD, and a carriage return a reference
 * to it. RDF can hold both, and an engine writes them as they are: one of the first would leave the whole answer unread, and of
 * the second a reader makes a line feed (§2.11).
 */

const REPLACEMENT = Buffer.from("\ufffd");
const RETURN = Buffer.from("&#13;");
/** U+FFFE and U+FFFF are EF BF BE and EF BF BF in UTF-8. */
const [FIRST, SECOND, THIRD] = [0xef, 0xbf, 0xbe];

/** UTF-8 of XML, made safe chunk by chunk. */
export function xmlSafe(stream: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]() {
      const source = stream[Symbol.asyncIterator]();
      const passed = passing({ [Symbol.asyncIterator]: () => source });
      return {
        next: () => passed.next(),
        // A generator that has not begun would not end what it reads from.
        return: async () => {
          await source.return?.();
          return passed.return(undefined);
        },
      };
    },
  };
}

async function* passing(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array();
  for await (const chunk of stream) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const cut = bytes.length - begun(bytes);
    rest = bytes.subarray(cut);
    if (cut > 0) yield safe(bytes.subarray(0, cut));
  }
  if (rest.length > 0) yield rest;
}

/** Bytes at the end that may be the start of a character that cannot be there. */
function begun(bytes: Uint8Array): number {
  if (bytes.at(-1) === FIRST) return 1;
  return bytes.at(-2) === FIRST && bytes.at(-1) === SECOND ? 2 : 0;
}

function safe(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let from = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const isReturn = bytes[i] === 0xd;
    const length = isReturn ? 1 : unsayableAt(bytes, i);
    if (length === 0) continue;
    parts.push(bytes.subarray(from, i), isReturn ? RETURN : REPLACEMENT);
    from = i + length;
  }
  return parts.length === 0 ? bytes : Buffer.concat([...parts, bytes.subarray(from)]);
}

/** Bytes of the character that cannot be there; 0 when it can. */
function unsayableAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at] ?? 0;
  if (byte < 0x20) return byte === 0x9 || byte === 0xa ? 0 : 1;
  return byte === FIRST && bytes[at + 1] === SECOND && (bytes[at + 2] ?? 0) >= THIRD ? 3 : 0;
}
