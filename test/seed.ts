/** The seed document of DUO's API, as it was extracted from a PDF: its printed answers and its list of datasets. */
import { readFileSync } from "node:fs";
import { shared } from "./shared.js";

function seed(): string {
  return readFileSync(shared("sources", "seeds", "duo-api.md"), "utf8");
}

/** The names of the datasets that the document lists. */
export function seedDatasets(): string[] {
  const text = seed();
  return text.slice(text.indexOf("\nDatasets\n")).match(/^\d\d\..+$/gm) ?? [];
}

/** The answer that is printed for a request, with what the extraction did to it undone. */
export function seedAnswer(request: string): string {
  const text = seed();
  const start = text.indexOf("\n{", text.indexOf("Voorbeeld response", text.indexOf(`\`${request}\``)));
  // It ends with the last bracket before the next paragraph; page breaks and fences stand in it.
  const printed = text.slice(start).split(/\n(?:\d\. [A-Z]|Welke datasets )/, 1)[0] ?? "";
  return (
    printed
      .slice(0, printed.lastIndexOf("}") + 1)
      .replace(/^```$/gm, "")
      // The bracket before a page break is printed once more after it.
      .replace(/\}\s*(?=\}\s*,\s*\.\.\s*\])/, "")
      .replace(/,\s*\.\.\.?(?=\s*\])/g, "")
      .replace(/(https[^"\n]*)\n *([^"\n]*")/g, "$1$2")
      .trim()
  );
}
