/** Imports go one way (DESIGN §1): a folder may import from folders to its left and from rdf/, never from its right. */
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const SRC = fileURLToPath(new URL("../src/", import.meta.url));
const LEFT_TO_RIGHT = [
  "package",
  "sources",
  "records",
  "mapping",
  "archive",
  "ingest",
  "validate",
  "store",
  "http",
  "sparql",
  "resources",
  "catalog",
  "search",
  "pages",
  "server.ts",
  "cli",
];

interface Import {
  readonly from: string;
  /** Path inside src/, or the name of a package. */
  readonly to: string;
  readonly isOurs: boolean;
}

/** Room of a file inside src/: its first folder, or its own name. */
function roomOf(path: string): string {
  return path.split("/", 1)[0] ?? path;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(`${SRC}${file}`, "utf8");
  const specifiers = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
  return specifiers.map((to) => {
    const isOurs = to.startsWith(".");
    return { from: file, to: isOurs ? posix.join(posix.dirname(file), to) : to, isOurs };
  });
}

const files = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => posix.join(entry.parentPath.slice(SRC.length).replaceAll("\\", "/"), entry.name));
const imports = files.flatMap(importsOf);
const shown = (found: readonly Import[]): string[] => found.map(({ from, to }) => `${from} imports ${to}`);

test("the rooms of src/ are those of the design", () => {
  const rooms = new Set(files.map(roomOf));
  expect([...rooms].filter((room) => room !== "rdf" && !LEFT_TO_RIGHT.includes(room))).toEqual([]);
});

test("imports between rooms go leftward, or to rdf/", () => {
  const wrong = imports.filter((each) => {
    const [from, to] = [roomOf(each.from), roomOf(each.to.replace(/\.js$/, ".ts"))];
    if (!each.isOurs || from === to || to === "rdf") return false;
    return from === "rdf" || LEFT_TO_RIGHT.indexOf(to) > LEFT_TO_RIGHT.indexOf(from);
  });
  expect(shown(wrong)).toEqual([]);
});

const RDF = /^(?:n3|oxigraph|jsonld|@rdfjs|rdf)(?:\/|$)/;

describe("sources and records know nothing of RDF", () => {
  test.each(["sources", "records"])("%s", (room) => {
    expect(shown(imports.filter((each) => roomOf(each.from) === room && RDF.test(each.to)))).toEqual([]);
  });
});

test("only the store knows its engine", () => {
  const wrong = imports.filter(({ from, to }) => to === "oxigraph" && !from.startsWith("store/oxigraph"));
  expect(shown(wrong)).toEqual([]);
});

test("no file is named for nothing", () => {
  const vague = /(?:^|\/)(?:utils?|helpers?|common|misc)(?:\.tsx?$|\/)/;
  expect(files.filter((file) => vague.test(file))).toEqual([]);
});
