/** `ingest duo --from`: what a file, a folder or a URL of DUO delivers. */
import type { Delivery } from "../delivery.js";
import { asUrl, filesOf, plainName } from "../from.js";
import type { HttpClient } from "../http.js";
import { SourceError } from "../source-error.js";
import { below, webIri } from "../web-address.js";
import { datasetUrl, decodedName, type ListingEntry } from "./listing.js";

/** The API of the seed document; whether it still answers is not known. */
export const DUO_API = "https://api.duo.nl/v0";

/** What was found: files, or the root of an API whose listing must be read first. */
export type DuoOrigin =
  | { readonly kind: "files"; readonly deliveries: readonly Delivery[] }
  | { readonly kind: "api"; readonly root: URL; readonly listing: Delivery };

const JSON_TYPES = "application/ld+json, application/json;q=0.9, */*;q=0.1";
const ANY_TYPE = "text/csv, application/ld+json, application/json;q=0.9, */*;q=0.5";

/**
 * @param from a file, a folder, the URL of a file or of the API's root; the public API without it
 * @throws {SourceError} when it does not exist
 */
export async function openDuo(from: string | undefined, http: HttpClient): Promise<DuoOrigin> {
  const url = asUrl(from ?? DUO_API);
  if (url === undefined) return { kind: "files", deliveries: await filesOf(from ?? "") };
  if (/\.(?:csv|json|jsonld|txt)(?:\.gz)?$/i.test(url.pathname) || /\/datasets\/[^/]+/.test(url.pathname)) {
    return { kind: "files", deliveries: [urlDelivery(url, ANY_TYPE, http)] };
  }
  const root = new URL(url);
  root.pathname = root.pathname.replace(/\/(?:search)?\/?$/, "");
  root.search = "";
  const search = below(root, "search");
  return { kind: "api", root, listing: urlDelivery(search, JSON_TYPES, http) };
}

/** The dataset of an entry of the listing. */
export function datasetDelivery(root: URL, entry: ListingEntry, http: HttpClient): Delivery {
  return { ...urlDelivery(datasetUrl(root, entry), JSON_TYPES, http), dataset: decodedName(entry.dataset_name) };
}

function urlDelivery(url: URL, accept: string, http: HttpClient): Delivery {
  const step = url.pathname.split("/").findLast((part) => part !== "");
  const dataset = /\/datasets\/([^/]+)/.exec(url.pathname)?.[1];
  if (url.username !== "" || url.password !== "") {
    throw new SourceError(`${url.host}: credentials do not belong in the address; it is published as provenance`);
  }
  return {
    fileName: plainName(decodedName(dataset ?? step ?? url.host)),
    origin: webIri(url),
    open: () => http.get(url, accept),
  };
}
