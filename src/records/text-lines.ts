/** Plain text being made of a document: one line per block, white space folded, items of lists marked and indented. */
import { sayableText } from "./unsayable.js";

/** Longest text that is kept, in characters: some fifty pages. */
const LONGEST = 200_000;

export class TextLines {
  readonly #lines: string[] = [];
  #open = "";
  #length = 0;
  /** What the next line of the item at hand begins with, and how deep that item is. */
  #marker = "";
  #depth = 0;

  #isCut = false;

  /** Whether text was left out because no more fits. */
  get isCut(): boolean {
    return this.#isCut;
  }

  /** Adds to the line at hand. */
  add(text: string): void {
    const room = LONGEST - this.#length;
    // Half a character is none, and a text that has one is no text for RDF.
    const kept = text.length > room ? sayableText(text.slice(0, room)) : text;
    if (kept.length < text.length) this.#isCut = true;
    this.#open += kept;
    this.#length += kept.length;
  }

  /** Ends the line at hand; a line without text is none. */
  end(): void {
    const text = this.#open.replace(/\s+/g, " ").trim();
    this.#open = "";
    if (text === "") return;
    this.#lines.push(`${"  ".repeat(Math.max(0, this.#depth - 1))}${this.#marker}${text}`);
    if (this.#depth > 0) this.#marker = "  ";
  }

  /** Begins an item of a list; its first line gets the marker (`- `, `1. `). */
  item(marker: string): void {
    this.end();
    this.#depth += 1;
    this.#marker = marker;
  }

  itemEnd(): void {
    this.end();
    this.#depth -= 1;
    this.#marker = this.#depth > 0 ? "  " : "";
  }

  /** The whole text, lines joined by a newline. */
  text(): string {
    this.end();
    return this.#lines.join("\n");
  }
}
