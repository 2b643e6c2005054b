/**
 * Names of graphs. The archive keys a graph by a path below the base; an IRI that is no such path, as that of a graph
 * from elsewhere, is escaped into one, so that its files, page and downloads are found like those of any other.
 */
import { checkedGraphPath } from "./layout.js";

/** Below this are graphs whose IRI is not base and path. */
export const FOREIGN = "/graph/elders/";

/** Characters of one folder name. */
const SEGMENT = 200;

/** IRI of the graph at a path of an archive: base and path, or what the path escapes. */
export function graphIri(base: string, path: string): string {
  if (!path.startsWith(FOREIGN)) return base + path;
  const hex = path.slice(FOREIGN.length).replaceAll("/", "").replaceAll("~", "%");
  return decodeURIComponent(hex);
}

/**
 * Path at which the archive keeps the graph of an absolute IRI; {@link graphIri} is its inverse.
 *
 * @throws {Error} when the IRI is too long to be the name of a file
 */
export function graphPath(base: string, iri: string): string {
  if (iri.startsWith(`${base}/graph/`)) {
    const path = iri.slice(base.length);
    if (path.startsWith(FOREIGN)) {
      throw new Error(`<${iri}> is the address of a graph from elsewhere; give the IRI of that graph itself`);
    }
    if (isGraphPath(path)) return path;
  }
  const segments = escaped(iri).match(new RegExp(`.{1,${SEGMENT}}`, "g")) ?? [];
  return checkedGraphPath(FOREIGN + segments.join("/"));
}

/** Every character but letters, digits, `-` and `_` as `~` and two hexadecimal digits for each byte of its UTF-8. */
function escaped(iri: string): string {
  let text = "";
  for (const byte of Buffer.from(iri, "utf8")) {
    const character = String.fromCharCode(byte);
    text += /[A-Za-z0-9_-]/.test(character) ? character : `~${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return text;
}

function isGraphPath(path: string): boolean {
  try {
    return checkedGraphPath(path) === path;
  } catch {
    return false;
  }
}
