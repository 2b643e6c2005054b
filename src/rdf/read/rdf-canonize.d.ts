/** The part of rdf-canonize that is used here; the package brings no types. */
declare module "rdf-canonize" {
  interface CanonizeOptions {
    readonly algorithm: "RDFC-1.0";
    readonly format?: "application/n-quads";
    /** Filled with the label that each blank node of the input gets. */
    readonly canonicalIdMap?: Map<string, string>;
    /** How the work may grow with the number of blank nodes that look alike: 0 linear, 1 quadratic. */
    readonly maxWorkFactor?: number;
    readonly signal?: AbortSignal;
  }
  export function canonize(dataset: readonly object[], options: CanonizeOptions): Promise<string>;
}
