/** What a listing of DUO says: which datasets there are, and which of them are taken. */
import type { DatasetEntry } from "../../archive/manifest.js";
import type { Families } from "../../records/families.js";
import type { Delivery } from "../../sources/delivery.js";
import type { ListingEntry } from "../../sources/duo/listing.js";
import { SourceError } from "../../sources/source-error.js";
import { webIri } from "../../sources/web-address.js";

/** The datasets of a listing: slug → entry. A name without letters or digits has no URI, and is no dataset of DUO. */
export function datasetsOf(listing: readonly ListingEntry[], families: Families): Map<string, DatasetEntry> {
  const datasets = new Map<string, DatasetEntry>();
  for (const entry of listing) {
    const named = families.named(entry.dataset_name);
    if (named.slug === "") continue;
    datasets.set(named.slug, {
      name: entry.dataset_name,
      ...(named.family === undefined ? {} : { family: named.family.name }),
      ...link("documentation", entry.dataset_documentation),
      ...link("download", entry.dataset_source),
      ...link("api", entry.dataset_url),
    });
  }
  return datasets;
}

/**
 * The entries that are published: registers, with `all` statistics too, or the one dataset that was asked for.
 *
 * @throws {SourceError} when the listing does not have what was asked for
 */
export function wantedOf(
  listing: readonly ListingEntry[],
  families: Families,
  asked: string | undefined,
  all: boolean,
): ListingEntry[] {
  const wanted = listing.filter(({ dataset_name: name }) => {
    if (asked !== undefined) return isNamed(name, families, asked);
    const { family } = families.named(name);
    return family !== undefined && (all || family.kind === "register");
  });
  if (asked !== undefined && wanted.length === 0 && listing.length > 0) {
    throw new SourceError(`the listing has no dataset "${asked}"; it is like ${families.nearest(asked).join(", ")}`);
  }
  return wanted;
}

/**
 * The files that are the dataset asked for, by their names; a single file is it whatever its name.
 *
 * @throws {SourceError} when none is
 */
export function filesNamed(files: readonly Delivery[], families: Families, asked: string): Delivery[] {
  const [only] = files;
  if (files.length === 1 && only !== undefined) return [{ ...only, dataset: asked }];
  const wanted = files.filter((file) => isNamed(file.fileName, families, asked));
  if (wanted.length > 0) return wanted;
  throw new SourceError(`none of the ${files.length} files is named as dataset "${asked}"; give the file itself`);
}

/** Whether a name is that of a dataset, or of its family. */
function isNamed(name: string, families: Families, asked: string): boolean {
  const named = families.named(name);
  const wanted = families.named(asked);
  return named.slug === wanted.slug || (named.family !== undefined && named.family.name === wanted.slug);
}

/** A link of a listing, where it is an absolute web address; anything else is no link. */
function link<K extends string>(key: K, value: string | undefined): { readonly [key in K]?: string } {
  if (value === undefined || !URL.canParse(value)) return {};
  const url = new URL(value);
  const isWeb = url.protocol === "https:" || url.protocol === "http:";
  return (isWeb ? { [key]: webIri(url) } : {}) as { readonly [key in K]?: string };
}
