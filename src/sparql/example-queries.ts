/** Saved queries (`queries/*.rq`) as examples, and the prefixes that a query forgot. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { withBase } from "../rdf/base.js";
import type { Prefixes } from "../rdf/prefixes.js";

export interface ExampleQuery {
  readonly name: string;
  /** What `# title-nl:` or else the first comment of the file says, or its name. */
  readonly title: string;
  /** What `# title-en:` says. */
  readonly titleEn?: string;
  readonly query: string;
}

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
        query: withPrefixes(query, prefixes),
      };
    });
}

/** The question of an example, in English where it has it. */
export function titleIn(example: ExampleQuery, language: "nl" | "en"): string {
  return language === "en" ? (example.titleEn ?? example.title) : example.title;
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
