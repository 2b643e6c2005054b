/** Progress on stderr: a bar on a terminal, plain lines otherwise. */
import { SingleBar } from "cli-progress";
import type { Progress } from "../ingest/report.js";

const numbers = new Intl.NumberFormat("en");

export function progressOn(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? new Bar(stream) : new Lines(stream);
}

class Bar implements Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #bar: SingleBar;
  #done = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
    this.#bar = new SingleBar({
      stream,
      format: "{bar} {value}/{total}  {file}  {rows}",
      clearOnComplete: true,
      hideCursor: true,
      barsize: 24,
      gracefulExit: false,
    });
  }

  start(files: number): void {
    this.#bar.start(files, 0, { file: "", rows: "" });
  }

  begin(file: string): void {
    this.#bar.update(this.#done, { file, rows: "" });
  }

  rows(rows: number): void {
    this.#bar.update(this.#done, { rows: `${numbers.format(rows)} rows` });
  }

  end(): void {
    this.#done += 1;
    this.#bar.update(this.#done, {});
    if (this.#done >= this.#bar.getTotal()) this.#bar.stop();
  }

  note(text: string): void {
    this.#bar.stop();
    this.#stream.write(`${text}\n`);
  }
}

class Lines implements Progress {
  readonly #stream: NodeJS.WriteStream;
  #rows = 0;
  #file = "";

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  start(): void {}

  begin(file: string): void {
    this.#file = file;
    this.#rows = 0;
  }

  rows(rows: number): void {
    if (Math.floor(rows / 100_000) > Math.floor(this.#rows / 100_000)) {
      this.#stream.write(`${this.#file}: ${numbers.format(rows)} rows\n`);
    }
    this.#rows = rows;
  }

  end(): void {}

  note(text: string): void {
    this.#stream.write(`${text}\n`);
  }
}
