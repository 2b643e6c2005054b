/** An answer in JSON as a value, and why it is none. */
import { BrokenAnswer } from "./broken-answer.js";
import { decoded, withoutMark } from "./files/json-text.js";
import { pageInstead } from "./page-instead.js";
import { SourceError } from "./source-error.js";

/** @throws {SourceError} when the bytes are no UTF-8 */
export function utf8(bytes: Buffer, name: string): string {
  try {
    return decoded(withoutMark(bytes));
  } catch (error) {
    throw new SourceError(`${name}: the bytes are not UTF-8`, { cause: error });
  }
}

/**
 * @param name how messages call it
 * @throws {BrokenAnswer} when it ends too early
 * @throws {SourceError} when it is no JSON
 */
export function parsedJson(text: string, name: string, parse: (text: string) => unknown = JSON.parse): unknown {
  if (text.trim() === "") throw new BrokenAnswer(`${name}: is empty`);
  try {
    return parse(text);
  } catch (error) {
    const said = (error as Error).message;
    const page = pageInstead(text);
    // Without the error itself, and the piece of the text that it quotes: that may hold what is secret.
    if (page !== undefined) throw new SourceError(`${name}: is ${page.what}, not JSON`);
    if (!/^\s*[{[]/.test(text)) throw new SourceError(`${name}: is no JSON`);
    if (isCutOff(text, said)) throw new BrokenAnswer(`${name}: the JSON is cut off after ${text.length} characters`);
    throw new SourceError(`${name}: the JSON is broken (${said.replace(/, (?:\.\.\.)?"[^]*$/, "")})`);
  }
}

/** Whether more might follow: what is wrong in the midst of a text that came whole is not mended by asking again. */
function isCutOff(text: string, said: string): boolean {
  const at = Number(/at position (\d+)/.exec(said)?.[1] ?? Number.NaN);
  return /unexpected end|unterminated/i.test(said) || at >= text.trimEnd().length || !/[}\]]\s*$/.test(text);
}
