/** The form of a query, found by reading its prologue as the grammar has it (SPARQL 1.1 Query, §19.8, rules 4–6). */

export type QueryForm = "SELECT" | "ASK" | "CONSTRUCT" | "DESCRIBE";

const BLANK_OR_COMMENT = /(?:[ \t\r\n]+|#[^\r\n]*)*/y;
const IRI = /<[^<>"{}|^`\s]*>/y;
const PREFIX_NAME = /[^\s:<>#]*:/y;
const WORD = /[A-Za-z]+/y;
const FORMS: ReadonlySet<string> = new Set(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]);
const UPDATES: ReadonlySet<string> = new Set("INSERT DELETE LOAD CLEAR CREATE DROP COPY MOVE ADD WITH".split(" "));

/**
 * The form of a query; `"UPDATE"` for what is an update, undefined for what is neither (the engine's message will say
 * what is wrong with it). Takes time linear in the prologue.
 */
export function queryForm(query: string): QueryForm | "UPDATE" | undefined {
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(query)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  for (;;) {
    take(BLANK_OR_COMMENT);
    const word = take(WORD)?.toUpperCase();
    if (word === undefined) return undefined;
    if (word === "BASE" || word === "PREFIX") {
      take(BLANK_OR_COMMENT);
      if (word === "PREFIX" && take(PREFIX_NAME) === undefined) return undefined;
      take(BLANK_OR_COMMENT);
      if (take(IRI) === undefined) return undefined;
    } else if (UPDATES.has(word)) {
      return "UPDATE";
    } else {
      return FORMS.has(word) ? (word as QueryForm) : undefined;
    }
  }
}

/** Whether two evaluations of a query may differ although the data is the same (§17.4: RAND, NOW, UUID, …). */
export function isVolatile(query: string): boolean {
  return /\b(?:RAND|NOW|UUID|STRUUID|BNODE)\s*\(|\bSERVICE\b/i.test(query);
}
