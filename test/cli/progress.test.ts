import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { withProgress } from "#src/cli/progress.js";

/** A terminal that keeps what is written to it. */
function terminal(columns = 80): { stream: NodeJS.WriteStream; written: () => string } {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns });
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  return { stream: stream as unknown as NodeJS.WriteStream, written: () => text };
}

const HIDES_CURSOR = "\u001b[?25l";
const STOPS_WRAPPING = "\u001b[?7l";
const CLEARS_LINE = "\u001b[2K";

describe("progress on a terminal", () => {
  test("switches nothing off that a killed process would leave off", async () => {
    const { stream, written } = terminal();
    await withProgress(stream, async (progress) => {
      progress.start(1);
      progress.begin("scholen.csv");
      progress.end();
    });
    expect(written()).toContain("1/1");
    for (const off of [HIDES_CURSOR, STOPS_WRAPPING]) expect(written()).not.toContain(off);
  });

  test("takes the bar away when the work fails", async () => {
    const { stream, written } = terminal();
    const failing = withProgress(stream, async (progress) => {
      progress.start(2);
      progress.begin("scholen.csv");
      throw new Error("broken");
    });
    await expect(failing).rejects.toThrow("broken");
    expect(written().endsWith(CLEARS_LINE)).toBe(true);
  });

  test("goes on after a note", async () => {
    const { stream, written } = terminal();
    await withProgress(stream, async (progress) => {
      progress.start(2);
      progress.end();
      progress.note("left out");
      progress.end();
    });
    expect(written().slice(written().indexOf("left out"))).toContain("2/2");
  });

  test("is no wider than the terminal, and shows no control characters of a file name", async () => {
    const { stream, written } = terminal(70);
    await withProgress(stream, async (progress) => {
      progress.start(1);
      progress.begin(`\u001b[2J${"a".repeat(90)}`);
      progress.end();
    });
    expect(written()).not.toContain("\u001b[2J");
    expect(written()).toMatch(/a+…/);
    expect(written()).not.toMatch(/a{20}/);
  });
});
