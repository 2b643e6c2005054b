/** What is to be known of an engine elsewhere. */

/** How graphs are brought to the engine: Graph Store Protocol, SPARQL Update, or not at all (it loads its own files). */
export type PushWay = "gsp" | "update" | "none";

/** HTTP Basic and Digest take a name and a password; a token is sent as Bearer. */
export interface StoreCredentials {
  readonly user?: string;
  readonly password?: string;
  readonly token?: string;
}

export interface RemoteSettings {
  /** Where it takes queries (SPARQL 1.1 Protocol). */
  readonly query: URL;
  /** Where it takes updates; by default `update` beside the query URL, as Fuseki and Oxigraph have it. */
  readonly update?: URL;
  /** Where it takes graphs (Graph Store Protocol, indirect: `?graph=`). */
  readonly graphStore?: URL;
  /** Without it: `gsp` where a graph store URL is known, else `update`. */
  readonly push?: PushWay;
  readonly credentials?: StoreCredentials;
}
