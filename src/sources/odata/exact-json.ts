/** JSON with its numbers kept as written: a double holds no decimal of 20 digits, nor the zero of `6.40`. */

/** A string, or a number as RFC 8259 §6 writes it. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

/**
 * Parses JSON. Whole numbers that a double holds are numbers, other numbers are texts as written.
 *
 * @throws {SyntaxError} when it is no JSON
 */
export function exactJson(text: string): unknown {
  return JSON.parse(text.replace(STRING_OR_NUMBER, (token) => (isAsWritten(token) ? token : `"${token}"`)));
}

function isAsWritten(token: string): boolean {
  return token.startsWith('"') || Number.isSafeInteger(Number(token));
}

/** Whether a number in decimal notation is a whole one that a double holds. */
export function isSafeWhole(written: string): boolean {
  return /^-?\d+$/.test(written) && Number.isSafeInteger(Number(written));
}
