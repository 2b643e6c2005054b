/** Which dataset a file of DUO is. */
import type { Family, NamedDataset } from "../../records/families.js";
import { type DuoTable, duoTable } from "../../sources/duo/table.js";
import { SourceError } from "../../sources/source-error.js";
import type { DuoDatasets, Known } from "./job.js";
import type { PortalListing } from "./portal.js";
import type { SourceTables } from "../source-tables.js";

/** A file known to be of a family. */
export interface Told {
  readonly table: DuoTable;
  readonly name: string;
  readonly named: NamedDataset;
  readonly family: Family;
  /** IRI of the licence that the listing states. */
  readonly licence?: string;
}

/** What names are looked up in. */
interface Names {
  readonly tables: SourceTables;
  readonly portal: PortalListing;
  readonly datasets: DuoDatasets;
}

/**
 * What the user or the listing says that a file is, else what it says itself, else its name.
 *
 * @throws {SourceError} when no dataset of that name is known
 */
export function toldOf({ delivery, received }: Known, names: Names): Told {
  const { families, fields } = names.tables;
  const table = duoTable(received, delivery.origin, (header) => fields.knows(header));
  const own = delivery.fileName.replace(/\.(?:csv|json|jsonld|txt)$/i, "");
  let name = delivery.dataset ?? table.dataset ?? own;
  let named = namedBy(name, names);
  // The name of a family of statistics does not say which of its files this is; its own name may.
  if (named.family?.kind === "statistics" && named.slug === named.family.name) {
    const byOwn = families.named(own);
    if (byOwn.family === named.family) [name, named] = [own, byOwn];
  }
  if (named.family === undefined) {
    throw new SourceError(
      `${delivery.origin}: "${name}" is no dataset of DUO that is known here (${families.nearest(name).join(", ")}, …); say which it is with --dataset NAME`,
    );
  }
  const { licence } = names.portal.entries.get(named.slug) ?? names.datasets[named.slug] ?? {};
  return { table, name, named, family: named.family, ...(licence === undefined ? {} : { licence }) };
}

/** A name taken apart; what the portal's listing says of it goes before what the name itself says. */
function namedBy(name: string, { tables, portal, datasets }: Names): NamedDataset {
  const { families } = tables;
  const named = portal.named(name) ?? families.named(name);
  const held = families.named(datasets[named.slug]?.family ?? "").family;
  const family = named.family ?? held;
  return family === undefined ? named : { ...named, family };
}
