/** Progress on stderr: a bar on a terminal, plain lines otherwise. */
import { SingleBar } from "cli-progress";
import type { Progress } from "../ingest/report.js";
import { printable } from "./printable.js";

const numbers = new Intl.NumberFormat("en");

/** What shows progress, until it is closed. */
interface Shown extends Progress {
  /** Takes away what would stay on the screen, however the work ended. */
  close(): void;
}

/** Does some work, and shows on the stream how far it is. */
export async function withProgress<T>(
  stream: NodeJS.WriteStream,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  const shown = stream.isTTY ? new Bar(stream) : new Lines(stream);
  try {
    return await work(shown);
  } finally {
    shown.close();
  }
}

/** Columns that are not for the name of the file: the bar, and the numbers around it. */
const BESIDE_NAME = 56;

class Bar implements Shown {
  readonly #stream: NodeJS.WriteStream;
  readonly #bar: SingleBar;
  #files = 0;
  #done = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
    this.#bar = new SingleBar({
      stream,
      format: "{bar} {value}/{total}  {file}  {rows}",
      clearOnComplete: true,
      // Nothing is switched off in the terminal: a process that is killed could not switch it on again.
      hideCursor: false,
      linewrap: true,
      barsize: 24,
      gracefulExit: false,
    });
  }

  start(files: number): void {
    this.#files = files;
    this.#bar.start(files, 0, { file: "", rows: "" });
  }

  begin(file: string): void {
    // A line that is wrapped cannot be drawn over.
    const room = Math.max(8, (this.#stream.columns || 80) - BESIDE_NAME);
    const name = printable(file);
    this.#bar.update(this.#done, { file: name.length > room ? `${name.slice(0, room - 1)}…` : name, rows: "" });
  }

  rows(rows: number): void {
    this.#bar.update(this.#done, { rows: `${numbers.format(rows)} rows` });
  }

  end(): void {
    this.#done += 1;
    this.#bar.update(this.#done, {});
    if (this.#done >= this.#files) this.#bar.stop();
  }

  note(text: string): void {
    const goesOn = this.#bar.isActive;
    this.#bar.stop();
    this.#stream.write(`${printable(text)}\n`);
    if (goesOn) this.#bar.start(this.#files, this.#done, { file: "", rows: "" });
  }

  close(): void {
    this.#bar.stop();
  }
}

class Lines implements Shown {
  readonly #stream: NodeJS.WriteStream;
  #rows = 0;
  #file = "";

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  start(): void {}

  begin(file: string): void {
    this.#file = printable(file);
    this.#rows = 0;
  }

  rows(rows: number): void {
    if (Math.floor(rows / 100_000) > Math.floor(this.#rows / 100_000)) {
      this.#stream.write(`${this.#file}: ${numbers.format(rows)} rows\n`);
    }
    this.#rows = rows;
  }

  end(): void {}

  close(): void {}

  note(text: string): void {
    this.#stream.write(`${printable(text)}\n`);
  }
}
