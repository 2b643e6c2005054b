/** What a source could not be read for: one sentence for a person, naming the file or URL and the first cause. */
export class SourceError extends Error {
  override readonly name = "SourceError";
}
