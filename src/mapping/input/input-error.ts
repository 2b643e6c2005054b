/** An input that is not there or cannot be read; the message says which, where, and what to do. */
export class InputError extends Error {
  override readonly name = "InputError";
}
