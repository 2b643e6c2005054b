/** Showing text that came from outside on a terminal. */

// oxlint-disable-next-line no-control-regex -- these are what a terminal obeys instead of showing
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** The text on one line, without the control characters that a terminal would obey. */
export function printable(text: string): string {
  return text.replace(CONTROLS, " ");
}
