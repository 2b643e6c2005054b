/** What the federation thread and the thread that keeps the gate say to each other: plain data. */
import type { ResultSyntax } from "../../store/graph-store.js";
import type { FederationLimits } from "./allow-list.js";

/** SPARQL 1.1 Protocol §2.1.4 or FROM; undefined where neither names one. */
export interface Dataset {
  readonly defaultGraphs: readonly string[];
  readonly namedGraphs: readonly string[];
}

/** What the thread is started with. */
export interface FederationTask {
  /** Normalised URLs of the endpoints that may be asked. */
  readonly endpoints: readonly string[];
  readonly limits: FederationLimits;
}

export interface FederatedQuestion {
  readonly sparql: string;
  readonly syntax: ResultSyntax;
  readonly baseIri: string | undefined;
  readonly dataset: Dataset | undefined;
}

/** What one source is asked on behalf of the query: always a SELECT. */
export interface Ask {
  readonly id: number;
  /** Undefined: our own store. */
  readonly endpoint: string | undefined;
  readonly sparql: string;
  readonly dataset: Dataset | undefined;
}

export type ToThread =
  | { readonly kind: "query"; readonly question: FederatedQuestion }
  /** SPARQL results in JSON, UTF-8. */
  | { readonly kind: "answer"; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: "no answer"; readonly id: number; readonly message: string };

export type FromThread =
  | { readonly kind: "ask"; readonly ask: Ask }
  | { readonly kind: "result"; readonly text: string }
  /** An ask had no answer, which the gate knows the reason of. */
  | { readonly kind: "failed ask"; readonly id: number }
  | {
      readonly kind: "failure";
      readonly failure: "syntax" | "refused" | "too large" | "endpoint";
      readonly message: string;
    };
