/** What XML 1.0 can hold (production 2, Char): no control characters but three, and no half characters. */

/** Quick to look for; half characters are told from whole ones by the next. */
const SUSPECT = /[^\t\n\r -\ud7ff\ue000-\ufffd]/;
const NOT_XML = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const ALL_NOT_XML = new RegExp(NOT_XML, "gu");

/** Whether XML can hold a text. */
export function isXmlText(text: string): boolean {
  return !SUSPECT.test(text) || !NOT_XML.test(text);
}

/** A text with something else, or nothing, for each character that XML cannot hold. */
export function xmlText(text: string, instead: string): string {
  return SUSPECT.test(text) ? text.replace(ALL_NOT_XML, instead) : text;
}
