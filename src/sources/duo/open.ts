/** `ingest duo --from`: what a file, a folder or a URL of DUO delivers. */
import { actionRoot } from "../ckan/root.js";
import type { Delivery } from "../delivery.js";
import { asUrl, filesOf, plainName } from "../from.js";
import type { HttpClient } from "../http.js";
import { SourceError } from "../source-error.js";
import { below, webIri } from "../web-address.js";
import { datasetUrl, decodedName, type ListingEntry } from "./listing.js";
import { DUO_PORTAL } from "./portal.js";

/** The API of the seed document; whether it still answers is not known. */
export const DUO_API = "https://api.duo.nl/v0";

/** What was found: files, or the root of an API or of the portal, whose listing must be read first. */
export type DuoOrigin =
  | { readonly kind: "portal"; readonly root: URL }
  | { readonly kind: "files"; readonly deliveries: readonly Delivery[] }
  | { readonly kind: "api"; readonly root: URL; readonly listing: Delivery };

const JSON_TYPES = "application/ld+json, application/json;q=0.9, */*;q=0.1";
const ANY_TYPE = "text/csv, application/ld+json, application/json;q=0.9, */*;q=0.5";

/**
 * @param from a file, a folder, the URL of a file, of the API's root or of the portal; the public API without it
 * @throws {SourceError} when it does not exist
 */
export async function openDuo(from: string | undefined, http: HttpClient): Promise<DuoOrigin> {
  const url = asUrl(from ?? DUO_API);
  if (url === undefined) return { kind: "files", deliveries: await filesOf(from ?? "") };
  if (/\.(?:csv|json|jsonld|txt)(?:\.gz)?$/i.test(url.pathname) || /\/datasets\/[^/]+/.test(url.pathname)) {
    return { kind: "files", deliveries: [urlDelivery(url, ANY_TYPE, http)] };
  }
  const portal = portalOrigin(url, http);
  if (portal !== undefined) return portal;
  const root = new URL(url);
  root.pathname = root.pathname.replace(/\/(?:search)?\/?$/, "");
  root.search = "";
  const search = below(root, "search");
  return { kind: "api", root, listing: urlDelivery(search, JSON_TYPES, http) };
}

/** The portal, by its host or by the path of an action API. One package of it, or another page, is a file. */
function portalOrigin(url: URL, http: HttpClient): DuoOrigin | undefined {
  const isPortal = url.host === new URL(DUO_PORTAL).host;
  const root = isPortal && url.pathname === "/" ? new URL(DUO_PORTAL) : actionRoot(url);
  if (root !== undefined && !/\/package_show\/?$/.test(url.pathname)) {
    withoutCredentials(url);
    return { kind: "portal", root };
  }
  if (root === undefined && !isPortal) return undefined;
  return { kind: "files", deliveries: [urlDelivery(url, ANY_TYPE, http)] };
}

/** The dataset of an entry of the listing. */
export function datasetDelivery(root: URL, entry: ListingEntry, http: HttpClient): Delivery {
  return { ...urlDelivery(datasetUrl(root, entry), JSON_TYPES, http), dataset: decodedName(entry.dataset_name) };
}

function urlDelivery(url: URL, accept: string, http: HttpClient): Delivery {
  const step = url.pathname.split("/").findLast((part) => part !== "");
  const dataset = /\/datasets\/([^/]+)/.exec(url.pathname)?.[1];
  withoutCredentials(url);
  return {
    fileName: plainName(decodedName(dataset ?? step ?? url.host)),
    origin: webIri(url),
    isFetched: true,
    open: () => http.get(url, accept),
  };
}

function withoutCredentials(url: URL): void {
  if (url.username === "" && url.password === "") return;
  throw new SourceError(`${url.host}: credentials do not belong in the address; it is published as provenance`);
}
