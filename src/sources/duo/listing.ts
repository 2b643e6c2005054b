/**
 * DUO's JSON-LD API v0 (toelichting gebruik van API, October 2016): `/search` lists the datasets, `/datasets/{name}`
 * gives `{@context, @id, results}`. Rows are read as plain JSON: the @context does not fit them (MODEL §2.1).
 */
import { z } from "zod";
import { below } from "../web-address.js";

/** One entry of `/search`. */
export const listingEntry = z.object({
  dataset_name: z.string().min(1),
  dataset_documentation: z.string().optional(),
  dataset_source: z.string().optional(),
  dataset_url: z.string().optional(),
});

export type ListingEntry = z.infer<typeof listingEntry>;

/** Undoes percent-encoding once; a stray `%` stays as it is. */
export function decodedName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Name of the dataset in the `@id` of an answer: the step after `/datasets/`, or undefined. */
export function datasetOfId(id: unknown): string | undefined {
  if (typeof id !== "string") return undefined;
  const step = /\/datasets\/([^/?#]+)/.exec(id)?.[1];
  return step === undefined ? undefined : decodedName(step);
}

/**
 * Address of a dataset below the root of the API. The listing's own `dataset_url` is followed only on the host that was
 * asked, and without credentials, for a listing must not send us elsewhere.
 */
export function datasetUrl(root: URL, entry: ListingEntry): URL {
  if (entry.dataset_url !== undefined && URL.canParse(entry.dataset_url)) {
    const given = new URL(entry.dataset_url);
    if (given.origin === root.origin && given.username === "" && given.password === "") return given;
  }
  return below(root, `datasets/${encodeURIComponent(decodedName(entry.dataset_name))}`);
}
