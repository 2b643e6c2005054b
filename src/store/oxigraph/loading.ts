/** How the engine reads: IRIs are taken as the mapper wrote them, and no chunk is held until it is whole. */
export const LOADING = { format: "nt", lenient: true, no_transaction: true } as const;
