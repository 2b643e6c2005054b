/** What the check and its thread say to each other. */

export interface CheckRequest {
  readonly sparql: string;
  readonly baseIri?: string;
}

/** What is known of a query that may be asked. */
export interface CheckedQuery {
  /** Absent when the parser did not read the query. */
  readonly form?: "select" | "ask" | "construct" | "describe" | "update";
  /** Why it did not. */
  readonly unread?: string;
  /** Whether it calls a SERVICE. */
  readonly services: boolean;
  /** Whether asking it again of the same data may give another answer (SPARQL 1.1 §17.4: RAND, NOW, UUID, …). */
  readonly volatile: boolean;
}

export type CheckReply =
  | { readonly kind: "checked"; readonly checked: CheckedQuery }
  | { readonly kind: "refused"; readonly reason: string };
