/** GREL's `escape`: making text fit for a place in another syntax. */
import type { FunctionOutcome } from "../function-registry.js";

const HTML: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const XML: Readonly<Record<string, string>> = { ...HTML, "'": "&apos;" };

/** `html`, `xml`, `csv`, `url` or `javascript`, as OpenRefine has them. */
export function escapeFor(mode: string, value: string): FunctionOutcome {
  switch (mode) {
    case "html":
      return value.replace(/[&<>"']/g, (c) => HTML[c] ?? c);
    case "xml":
      return value.replace(/[&<>"']/g, (c) => XML[c] ?? c);
    case "csv":
      return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
    case "url":
      return /\p{Cs}/u.test(value) ? { bad: "geen geldige tekst (Unicode)" } : encodeURIComponent(value);
    case "javascript":
      return JSON.stringify(value)
        .slice(1, -1)
        .replaceAll("'", String.raw`\'`);
    default:
      return { bad: `onbekende vorm van escape: ${mode}` };
  }
}
