/** What a service offers: its service document, in any of the forms of OData 3 and 4. */
import { isObject } from "../json-object.js";
import { SourceError } from "../source-error.js";
import { readXml, type XmlElement } from "./xml.js";

export interface EntitySet {
  readonly name: string;
  /** Relative to the root, mostly its name. */
  readonly url: string;
}

const APP = "http://www.w3.org/2007/app";
const ATOM = "http://www.w3.org/2005/Atom";

/**
 * The entity sets of a service document; singletons and functions are passed over.
 *
 * @param name how messages call it
 * @throws {SourceError} when it is none
 */
export function readServiceDocument(text: string, name: string): EntitySet[] {
  const sets = text.trimStart().startsWith("<") ? setsOfXml(text, name) : setsOfJson(text, name);
  if (sets !== undefined) return sets;
  throw new SourceError(`${name}: is no service document of OData; is this the root of the service?`);
}

function setsOfJson(text: string, name: string): EntitySet[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new SourceError(`${name}: the JSON is broken or cut off`, { cause: error });
  }
  if (!isObject(document)) return undefined;
  const verbose = isObject(document["d"]) ? document["d"]["EntitySets"] : undefined;
  if (Array.isArray(verbose)) {
    return verbose.filter((each) => typeof each === "string").map((each) => ({ name: each, url: each }));
  }
  const entries: unknown = document["value"];
  if (!Array.isArray(entries)) return undefined;
  return entries.flatMap((entry: unknown): EntitySet[] => {
    if (!isObject(entry) || typeof entry["name"] !== "string") return [];
    if ((entry["kind"] ?? "EntitySet") !== "EntitySet") return [];
    return [{ name: entry["name"], url: typeof entry["url"] === "string" ? entry["url"] : entry["name"] }];
  });
}

/** AtomPub: a workspace of collections, each with a title. */
function setsOfXml(text: string, name: string): EntitySet[] | undefined {
  const found: { url: string; title: string }[] = [];
  const path: string[] = [];
  let isService = false;
  readXml(text, name, {
    open({ uri, local, attribute }: XmlElement) {
      path.push(uri === APP || uri === ATOM ? local : "");
      if (uri === APP && local === "service") isService = true;
      if (uri === APP && local === "collection") found.push({ url: attribute("href") ?? "", title: "" });
    },
    text(piece) {
      const last = found.at(-1);
      if (path.at(-1) === "title" && path.at(-2) === "collection" && last !== undefined) last.title += piece;
    },
    close() {
      path.pop();
    },
  });
  if (!isService) return undefined;
  return found.map(({ url, title }) => ({ name: title.trim() === "" ? url : title.trim(), url }));
}
