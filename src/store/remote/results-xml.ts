/**
 * Reads SPARQL Query Results XML while it comes. It is the one form that engines agree on: the JSON of Virtuoso 7 makes
 * booleans 1 and 0 and writes `typed-literal`, its CSV has quotes of its own, and its TSV has no types at all.
 */
import { SaxesParser } from "saxes";
import { blankNode, literal, namedNode, type Term } from "../../rdf/terms.js";
import type { Solution } from "../results-text.js";
import { asGiven } from "./engine-terms.js";

/** What is heard of a result, in this order: variables, then rows; or the answer of an ASK. */
export interface ResultListener {
  readonly variables: (names: readonly string[]) => void;
  readonly row: (row: Solution) => void;
  readonly boolean: (value: boolean) => void;
}

export class ResultsReader {
  readonly #parser = new SaxesParser();
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  readonly #names: string[] = [];
  #row = new Map<string, Term>();
  #name = "";
  #language = "";
  #datatype: string | undefined;
  #text = "";
  #ended = false;

  constructor(readonly listener: ResultListener) {
    this.#parser.on("error", (error) => {
      throw error;
    });
    this.#parser.on("doctype", () => {
      throw new Error("it has a document type, which results have not");
    });
    this.#parser.on("opentag", ({ name, attributes }) => this.#open(local(name), attributes));
    this.#parser.on("text", (text) => {
      this.#text += text;
    });
    this.#parser.on("closetag", ({ name }) => this.#close(local(name)));
  }

  /** @throws {Error} when it is no such result */
  write(bytes: Uint8Array): void {
    this.#parser.write(this.#decoder.decode(bytes, { stream: true }));
  }

  /** @throws {Error} when the result did not end */
  end(): void {
    this.#parser.write(this.#decoder.decode()).close();
    if (!this.#ended) throw new Error("it holds neither results nor a boolean");
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#text = "";
    if (name === "variable") this.#names.push(attributes["name"] ?? "");
    else if (name === "results") this.listener.variables(this.#names);
    else if (name === "result") this.#row = new Map();
    else if (name === "binding") this.#name = attributes["name"] ?? "";
    else if (name === "literal") {
      this.#language = attributes["xml:lang"] ?? "";
      this.#datatype = attributes["datatype"];
    }
  }

  #close(name: string): void {
    if (name === "uri") this.#row.set(this.#name, namedNode(this.#text));
    else if (name === "bnode") this.#row.set(this.#name, blankNode(labelOf(this.#text)));
    else if (name === "literal") this.#row.set(this.#name, this.#literal());
    else if (name === "result") this.listener.row(this.#row);
    else if (name === "boolean") this.listener.boolean(/^\s*(?:true|1)\s*$/.test(this.#text));
    if (name === "results" || name === "boolean") this.#ended = true;
    this.#text = "";
  }

  #literal(): Term {
    const datatype = this.#datatype;
    return asGiven(literal(this.#text, { language: this.#language, ...(datatype === undefined ? {} : { datatype }) }));
  }
}

function local(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** A label that every syntax takes; Virtuoso writes `nodeID://b10001`. */
function labelOf(text: string): string {
  return `b${text.replaceAll(/[^A-Za-z0-9]/g, (c) => `x${c.charCodeAt(0).toString(16)}x`)}`;
}
