/** Writing Turtle. */
import { BASE_TOKEN } from "#src/rdf/base.js";
import { prefixesFor } from "#src/rdf/prefixes.js";

/** @param {string} text @param {string} [language] */
export function literal(text, language) {
  const tag = language === undefined ? "" : `@${language}`;
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"${tag}`;
}

/** A text in Dutch and in English, on a line each when they are long. @param {string} nl @param {string} en */
export function both(nl, en) {
  return `${literal(nl, "nl")},${nl.length + en.length > 60 ? "\n    " : " "}${literal(en, "en")}`;
}

/** A subject with its predicates, one a line. @param {string} subject @param {readonly string[]} statements */
export function block(subject, statements) {
  return `${subject} ${statements.join(" ;\n  ")} .`;
}

/** A file: what it is, the prefixes that it uses, and its blocks. @param {readonly string[]} comments @param {readonly string[]} blocks */
export function turtle(comments, blocks) {
  const body = blocks.join("\n\n");
  const bare = body.replace(/"(?:[^"\\]|\\.)*"|<[^>]*>/g, "");
  const prefixes = Object.entries(prefixesFor(BASE_TOKEN))
    .filter(([prefix]) => new RegExp(`(?:^|[\\s^(\\[])${prefix}:`, "m").test(bare))
    .map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`);
  return `${[...comments.map((line) => `# ${line}`), ...prefixes].join("\n")}\n\n${body}\n`;
}

/** The last line of every comment. */
export const WRITTEN =
  "Written by scripts/parlement.js from mappings/tweedekamer; https://data.example.nl stands for the base IRI.";

/** @param {string} text */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
