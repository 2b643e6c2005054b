/** SPARQL 1.1 Query Results JSON as plain terms. */
import { z } from "zod";
import { blankNode, literal, namedNode, type Term } from "../rdf/terms.js";

const TERM = z.object({
  type: z.enum(["uri", "literal", "typed-literal", "bnode"]),
  value: z.string(),
  datatype: z.string().optional(),
  "xml:lang": z.string().optional(),
});
const RESULT = z.object({
  head: z.object({ vars: z.array(z.string()).optional() }),
  results: z.object({ bindings: z.array(z.record(z.string(), TERM)) }).optional(),
  boolean: z.boolean().optional(),
});

export type Row = Readonly<Record<string, Term>>;

export interface Results {
  readonly variables: readonly string[];
  readonly rows: readonly Row[];
  /** The answer of an ASK. */
  readonly boolean?: boolean;
}

type JsonTerm = z.infer<typeof TERM>;

function toTerm(term: JsonTerm): Term {
  if (term.type === "uri") return namedNode(term.value);
  if (term.type === "bnode") return blankNode(term.value);
  return literal(term.value, {
    language: term["xml:lang"] ?? "",
    ...(term.datatype === undefined ? {} : { datatype: term.datatype }),
  });
}

/** @throws {Error} when the text is not a result of SELECT or ASK */
export function parseResults(text: string): Results {
  const result = RESULT.parse(JSON.parse(text));
  const rows = (result.results?.bindings ?? []).map((binding) => {
    const row: Record<string, Term> = {};
    for (const name in binding) {
      const term = binding[name];
      if (term !== undefined) row[name] = toTerm(term);
    }
    return row;
  });
  return {
    variables: result.head.vars ?? [],
    rows,
    ...(result.boolean === undefined ? {} : { boolean: result.boolean }),
  };
}
