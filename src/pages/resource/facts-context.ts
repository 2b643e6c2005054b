/** What the parts of a page about a thing are written with. */
import type { Language } from "../../http/documents.js";
import type { Site } from "../../http/site.js";
import type { Quad } from "../../rdf/terms.js";
import type { GraphOrigin } from "../../resources/graph-origins.js";
import type { BroaderProperties } from "./broader-properties.js";
import type { Names } from "../names.js";

export interface FactsContext {
  readonly site: Site;
  readonly language: Language;
  readonly names: Names;
  readonly origins: ReadonlyMap<string, GraphOrigin>;
  readonly quads: readonly Quad[];
  readonly broader: BroaderProperties;
}

/** What it takes to write a link with a name. */
export type NamingContext = Pick<FactsContext, "site" | "language" | "names">;
