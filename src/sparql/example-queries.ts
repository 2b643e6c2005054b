/** Saved queries (`queries/*.rq`) as examples, and the prefixes that a query forgot. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "../archive/manifest.js";
import { withBase } from "../rdf/base.js";
import type { Prefixes } from "../rdf/prefixes.js";

export interface ExampleQuery {
  readonly name: string;
  /** What `# title-nl:` or else the first comment of the file says, or its name. */
  readonly title: string;
  /** What `# title-en:` says. */
  readonly titleEn?: string;
  /** The query, without the comments that only this service reads. */
  readonly query: string;
  /** What `# needs:` says: of each, beginnings of the paths of graphs one of which must be there for it to give anything. */
  readonly needs: readonly (readonly string[])[];
}

/** Comments of a file that say something of the query to this service. */
const HEADER = /^#\s*(?:title-nl|title-en|needs):.*\n/gm;

/** Reads the queries of a folder, in order of name, the base filled in; none when there is no such folder. */
export function loadExamples(folder: string, base: string, prefixes: Prefixes): ExampleQuery[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".rq"))
    .sort()
    .map((file) => {
      const query = withBase(readFileSync(join(folder, file), "utf8"), base);
      const name = file.slice(0, -3);
      const titleEn = /^#\s*title-en:\s*(\S.*)$/m.exec(query)?.[1]?.trim();
      return {
        name,
        title: titleOf(query) ?? name,
        ...(titleEn === undefined ? {} : { titleEn }),
        query: withPrefixes(query.replace(HEADER, ""), prefixes),
        needs: needsOf(query),
      };
    });
}

/** The question of an example, in English where it has it. */
export function titleIn(example: ExampleQuery, language: "nl" | "en"): string {
  return language === "en" ? (example.titleEn ?? example.title) : example.title;
}

/** An example for the editor: its question, and the query. */
export function textIn(example: ExampleQuery, language: "nl" | "en"): string {
  const title = `# ${titleIn(example, language)}\n`;
  return example.query.includes(title) ? example.query : title + example.query;
}

/** The examples that may give something: all of what they need is there. */
export function answerable(examples: readonly ExampleQuery[], { graphs }: Manifest): ExampleQuery[] {
  const paths = Object.values(graphs).flatMap(({ path, current }) => (current === undefined ? [] : [path]));
  const isThere = (beginning: string): boolean => paths.some((path) => path.startsWith(`/graph/${beginning}`));
  return examples.filter(({ needs }) => needs.every((any) => any.some(isThere)));
}

/** `# needs: duo/08-…|duo/09-… tweedekamer/zaak`: one of the first two, and the last. */
function needsOf(query: string): string[][] {
  const [, needs = ""] = /^#\s*needs:(.*)$/m.exec(query) ?? [];
  return needs.split(/\s+/).flatMap((need) => (need === "" ? [] : [need.split("|")]));
}

function titleOf(query: string): string | undefined {
  return (/^#\s*title-nl:\s*(\S.*)$/m.exec(query) ?? /^#\s*(\S.*)$/m.exec(query))?.[1]?.trim();
}

/**
 * The query with a PREFIX declaration for each prefix that it uses, that the project has, and that it does not declare; on
 * lines of their own, or (`inline`) before its first line, so that line numbers in messages stay.
 */
export function withPrefixes(query: string, prefixes: Prefixes, inline = false): string {
  const bare = query.replace(/<[^<>\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g, " ");
  const declared = new Set([...bare.matchAll(/\bPREFIX\s+([A-Za-z][\w-]*):/gi)].map((match) => match[1]));
  const missing = Object.entries(prefixes).filter(
    ([prefix]) => !declared.has(prefix) && new RegExp(`(?<![\\w:-])${prefix}:`).test(bare),
  );
  return missing.map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>${inline ? " " : "\n"}`).join("") + query;
}
