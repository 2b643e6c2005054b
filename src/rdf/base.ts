/**
 * The base IRI. Ontology, mappings, queries and reference data are written with a token; it is replaced by the
 * configured base when a text is *read*, so that one checkout serves any host (docs/decisions/0003).
 */

/** What stands for the base IRI in files of this project. */
export const BASE_TOKEN = "https://data.example.nl";

/** The base IRI of a checkout nobody configured. */
export const DEFAULT_BASE = "http://localhost:3000";

/** Replaces every occurrence of the token in `text` by `base`. */
export function withBase(text: string, base: string): string {
  return text.replaceAll(BASE_TOKEN, base);
}

/**
 * Checks a base IRI as configured: absolute http(s), without query, fragment or trailing slash (one is cut off).
 *
 * @throws {Error} with a sentence that names what is wrong
 */
export function checkedBase(value: string): string {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    throw new Error(`the base IRI "${value}" is not an absolute URL; give one such as ${DEFAULT_BASE}`);
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new Error(`the base IRI "${value}" must start with http:// or https://`);
  }
  if (url.search !== "" || url.hash !== "" || url.username !== "" || url.password !== "") {
    throw new Error(`the base IRI "${value}" must have no query, fragment or credentials`);
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}
