/** What the reconciliation service says of itself (Reconciliation Service API 0.2, "Service Manifest"). */
import type { Site } from "../../http/site.js";
import type { NamesIn } from "../suggest-route.js";

/** The most queries in one batch. */
export const BATCH_SIZE = 50;

/** Size in pixels of the frame that a preview is shown in. */
const PREVIEW = { width: 430, height: 170 };

/** Classes that a column of a table mostly is about. */
const DEFAULT_TYPES = ["Vestiging", "Onderwijsinstelling", "BevoegdGezag", "Gemeente"] as const;

/** IRIs of {@link DEFAULT_TYPES}. */
export function defaultTypes({ base }: Pick<Site, "base">): string[] {
  return DEFAULT_TYPES.map((name) => `${base}/def/onderwijs#${name}`);
}

/** The identifier of a thing in this service: what stands after `/id/` in its IRI. */
export function identifierOf(path: string): string {
  return path.slice("/id/".length);
}

export function serviceManifest(site: Site, namesIn: NamesIn): object {
  const names = namesIn("nl");
  const endpoint = `${site.base}/reconcile`;
  const service = (path: string): object => ({ service_url: endpoint, service_path: path });
  return {
    versions: ["0.2"],
    name: "Onderwijsgraaf",
    identifierSpace: `${site.base}/id/`,
    schemaSpace: `${site.base}/def/onderwijs`,
    documentation: `${site.base}/`,
    serviceVersion: site.softwareVersion,
    logo: `${site.base}/favicon.svg`,
    defaultTypes: defaultTypes(site).map((id) => ({ id, name: names(id) })),
    view: { url: `${site.base}/id/{{id}}` },
    preview: { url: `${endpoint}/preview?id={{id}}`, ...PREVIEW },
    suggest: {
      entity: service("/suggest/entity"),
      type: service("/suggest/type"),
      property: service("/suggest/property"),
    },
    extend: { propose_properties: service("/properties"), property_settings: [] },
    batchSize: BATCH_SIZE,
  };
}
