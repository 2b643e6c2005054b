/** Texts with references in them, `…$(reference)…`, as YARRRML writes values (YARRRML, §Template and reference). */
import type { TemplatePart } from "../model.js";
import type { Position, ProblemList } from "../problem.js";

/**
 * Splits `text` at its references. Inside one, `\(` and `\)` are plain brackets, and unescaped brackets nest, so that
 * a JSONPath filter needs no escapes. Problems are added where a reference is not closed or is empty.
 */
export function splitReferences(text: string, at: Position, problems: ProblemList): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (;;) {
    const open = text.indexOf("$(", from);
    if (open < 0) break;
    if (open > from) parts.push({ text: text.slice(from, open) });
    const found = readReference(text, open + 2);
    if (found === undefined) {
      problems.add(
        at,
        `the reference that starts at "${text.slice(open, open + 30)}" is not closed`,
        "write `)` at its end, and `\\)` for a bracket that belongs to the name",
      );
      return [...parts, { text: text.slice(open) }];
    }
    if (found.reference.trim() === "") {
      problems.add(at, `"${text}" has an empty reference`, "name a field between the brackets of `$()`");
    }
    parts.push({ reference: found.reference });
    from = found.end;
  }
  if (from < text.length || parts.length === 0) parts.push({ text: text.slice(from) });
  return parts;
}

function readReference(text: string, start: number): { reference: string; end: number } | undefined {
  let reference = "";
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const c = text[i] ?? "";
    const next = text[i + 1] ?? "";
    if (c === "\\" && (next === "(" || next === ")")) {
      reference += next;
      i++;
    } else if (c === ")" && depth === 0) {
      return { reference, end: i + 1 };
    } else {
      if (c === "(") depth++;
      if (c === ")") depth--;
      reference += c;
    }
  }
  return undefined;
}

/** What is written behind a value: `~iri`, `~uri`, `~blank`, `~literal`, `~lang:nl` and the like. */
export interface Suffixed {
  readonly text: string;
  readonly marker?: "iri" | "uri" | "unsafe" | "blank" | "literal";
  readonly language?: string;
}

const MARKER = /~(iri|uri|unsafe|blank|literal)$/;
const LANGUAGE = /~(?:lang:([A-Za-z0-9-]+)|([A-Za-z0-9-]+)[-~]lang)$/;

/** Cuts a marker off the end of a value. */
export function cutSuffix(text: string): Suffixed {
  const marker = MARKER.exec(text);
  if (marker !== null)
    return { text: text.slice(0, marker.index), marker: marker[1] as NonNullable<Suffixed["marker"]> };
  const language = LANGUAGE.exec(text);
  if (language !== null) return { text: text.slice(0, language.index), language: language[1] ?? language[2] ?? "" };
  return { text };
}

/** The language of a third element such as `nl~lang` or `$(taal)~lang`; nothing when it is a datatype. */
export function languageOf(text: string): string | undefined {
  return text.endsWith("~lang") ? text.slice(0, -"~lang".length) : undefined;
}
