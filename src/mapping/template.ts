/** RML templates: text with references between braces (RML-Core §6.3, as R2RML §7.3). */
import type { TemplatePart } from "./model.js";

/** What is wrong with a template, for the message that says where it is. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
}

/**
 * Splits a template at its references. A brace or backslash that is text has a backslash in front.
 *
 * @throws {TemplateError} on a brace that is not closed, not opened, inside another, or around nothing
 */
export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = "";
  let reference: string | undefined;
  for (let i = 0; i < template.length; i++) {
    const c = template[i] ?? "";
    const next = template[i + 1] ?? "";
    const escaped = c === "\\" && (next === "{" || next === "}" || next === "\\");
    if (escaped) i++;
    const plain = escaped ? next : c;
    if (!escaped && c === "{") {
      if (reference !== undefined) throw new TemplateError(`"${template}" has a brace inside a reference`);
      if (text !== "") parts.push({ text });
      text = "";
      reference = "";
    } else if (!escaped && c === "}") {
      if (reference === undefined) throw new TemplateError(`"${template}" closes a brace that it did not open`);
      if (reference.trim() === "") throw new TemplateError(`"${template}" has braces with nothing between`);
      parts.push({ reference });
      reference = undefined;
    } else if (reference === undefined) text += plain;
    else reference += plain;
  }
  if (reference !== undefined) throw new TemplateError(`"${template}" has a brace that is not closed`);
  if (text !== "" || parts.length === 0) parts.push({ text });
  return parts;
}

function escape(text: string): string {
  return text.replace(/[{}\\]/g, String.raw`\$&`);
}

/** The opposite of {@link parseTemplate}. */
export function templateText(parts: readonly TemplatePart[]): string {
  return parts.map((part) => ("text" in part ? escape(part.text) : `{${escape(part.reference)}}`)).join("");
}
