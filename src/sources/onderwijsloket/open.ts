/** `ingest onderwijsloket --from`: what files, a URL or the API itself deliver. */
import type { Delivery } from "../delivery.js";
import { asUrl, plainName } from "../from.js";
import type { HttpClient } from "../http.js";
import { SourceError } from "../source-error.js";
import { webIri } from "../web-address.js";
import { OWN_VENDOR } from "./admission.js";
import { loketApi } from "./client.js";
import { isNeverAsked, type LoketCollection } from "./collections.js";
import { isJsonName } from "./file-names.js";
import { loketDeliveries, loketFiles } from "./files.js";
import { apiRoot, LOKET_API } from "./items-url.js";

export interface LoketQuestion {
  /** A file, a folder, the URL of a file, or that of the API's root; the public API without it. */
  readonly from?: string | undefined;
  /** The one collection that is taken. */
  readonly dataset?: string | undefined;
  /** The static token of an account; only for the API. */
  readonly token?: string | undefined;
  /** Vendors whose records may be kept, Onderwijsloket's own when undefined. */
  readonly vendors?: readonly string[] | undefined;
  readonly collections: readonly LoketCollection[];
  /** Folder for what is on its way: a run that is killed leaves it there, and whoever gave the folder empties it. */
  readonly scratch: string;
}

/**
 * What Onderwijsloket delivers: one delivery per collection, `dataset` its name, in the form `{"data":[…]}`, without what
 * may not be kept.
 *
 * @param onNote told what is left out, and why
 * @throws {SourceError} when there is nothing, or the collection that is named is not known or never asked for
 */
export async function openLoket(
  request: LoketQuestion,
  http: HttpClient,
  onNote: (text: string) => void,
): Promise<AsyncIterable<Delivery> | Iterable<Delivery>> {
  const { from, dataset, token, vendors = [OWN_VENDOR], collections, scratch } = request;
  if (dataset !== undefined) checkName(dataset, collections);
  const files = { vendors, collections, scratch, ...(dataset === undefined ? {} : { dataset }) };
  const url = asUrl(from ?? LOKET_API);
  if (url === undefined) return loketFiles(from ?? "", files, onNote);
  const { root, collection } = apiRoot(url);
  if (isJsonName(url.pathname)) return loketDeliveries([fileAt(url, http)], files, onNote);
  if (collection !== undefined) checkName(collection, collections);
  const only = dataset ?? collection;
  return loketApi(
    { root, token, vendors, collections, scratch, ...(only === undefined ? {} : { only: [only] }) },
    http,
    onNote,
  );
}

function checkName(name: string, collections: readonly LoketCollection[]): void {
  if (isNeverAsked(name)) throw new SourceError(`${name} is about persons, and never asked for`);
  if (collections.some((each) => each.name === name)) return;
  const known = collections.map((each) => each.name).join(", ");
  throw new SourceError(`"${name}" is no collection of Onderwijsloket that is known here; known are ${known}`);
}

/** A file on the web, which is asked for without the token: that is for the API. */
function fileAt(url: URL, http: HttpClient): { readonly file: Delivery; readonly path: string } {
  const fileName = plainName(url.pathname.slice(url.pathname.lastIndexOf("/") + 1));
  return {
    path: url.pathname,
    file: { fileName, origin: webIri(url), open: () => http.get(url, "application/json, */*;q=0.5") },
  };
}
