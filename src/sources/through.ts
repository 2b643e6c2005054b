import { pipeline, type Readable, type Transform } from "node:stream";

/** A stream through a step, such as a decoder. What goes wrong is thrown to who reads the end of it, however late that is. */
export function through(body: Readable, step: Transform): Readable {
  // Nobody may listen yet when a broken body ends, and an error without a listener ends the process; it stays with the stream.
  return pipeline(body, step, () => undefined).on("error", () => undefined);
}
