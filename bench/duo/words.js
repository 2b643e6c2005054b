/** What the closures written by hand share. */
import { escapeLexical } from "../../dist/rdf/nquads.js";
import { cleaners } from "../../dist/records/cleaners.js";

/** @typedef {(statement: string) => void} Write */

export const BASE = "http://localhost:3000";
export const ond = `${BASE}/def/onderwijs#`;
export const schema = "http://schema.org/";
export const skos = "http://www.w3.org/2004/02/skos/core#";
export const type = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";

/** @param {string} name @param {string} value @param {string[]} args @returns {any} */
export function cleaned(name, value, ...args) {
  if (value === "") return undefined;
  const made = cleaners[name]?.(value, args);
  return made === undefined || "bad" in made ? undefined : made.value;
}

/** A cell without white space around it, and without runs of it. @param {unknown} cell */
export function tidy(cell) {
  return typeof cell === "string" ? cell.trim().replace(/\s+/g, " ") : "";
}

/** @param {readonly string[]} headers */
export function columns(headers) {
  const names = headers.map((header) =>
    header
      .replace(/^\ufeff/, "")
      .replaceAll("_", " ")
      .trim(),
  );
  return {
    /** @param {string[]} wanted */
    at: (...wanted) => wanted.map((name) => names.indexOf(name)).find((i) => i >= 0) ?? -1,
    names,
  };
}

/** @param {string} c @param {string} scheme @param {string} name @param {Write} write */
export function newConcept(c, scheme, name, write) {
  write(`${c} ${type} <${skos}Concept>`);
  write(`${c} <${skos}inScheme> <${BASE}/id/begrippenlijst/${scheme}>`);
  write(`${c} <${skos}prefLabel> "${escapeLexical(name)}"@nl`);
  write(`${c} <${skos}notation> "${escapeLexical(name)}"`);
}
