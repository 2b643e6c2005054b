/**
 * Onderwijsloket from files (DESIGN §8.18): the answers of its API, a collection in one file or in several pages. The same
 * is dropped as of the API itself, before anything is delivered.
 */
import { stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import type { Delivery, Opened } from "../delivery.js";
import { filesOf } from "../from.js";
import { SourceError } from "../source-error.js";
import { Admission, records as told } from "./admission.js";
import { isNeverAsked, type LoketCollection } from "./collections.js";
import type { LoketRecord } from "./directus.js";
import { collectionOf, isJsonName } from "./file-names.js";
import { ListFile } from "./list-file.js";
import { ownerRuleOf } from "./owners.js";
import { recordsOf } from "./records-of.js";

export interface LoketFiles {
  /** Vendors whose records may be kept. */
  readonly vendors: readonly string[];
  readonly collections: readonly LoketCollection[];
  /** Folder for what is on its way: a run that is killed leaves it there, and whoever gave the folder empties it. */
  readonly scratch: string;
  /** The collection that is taken; that of a single file, whatever its name. */
  readonly dataset?: string;
}

/** A file and the place that its name is read from. */
export interface NamedFile {
  readonly file: Delivery;
  readonly path: string;
}

/**
 * The collections that a file or a folder holds, in the order of the table: one delivery each, of all its pages.
 *
 * @param onNote told which files are passed over, and what is dropped
 * @throws {SourceError} when there is nothing
 */
export async function loketFiles(
  from: string,
  options: LoketFiles,
  onNote: (text: string) => void,
): Promise<Delivery[]> {
  const files = await filesOf(from);
  const path = resolve(from);
  const isFolder = (await stat(path)).isDirectory();
  const folder = basename(isFolder ? path : dirname(path));
  return loketDeliveries(
    files.map((file) => ({ file, path: `${folder}/${file.origin}` })),
    options,
    onNote,
  );
}

/** The collections that are in files, wherever these are. @throws {SourceError} when there is nothing */
export function loketDeliveries(
  files: readonly NamedFile[],
  options: LoketFiles,
  onNote: (text: string) => void,
): Delivery[] {
  const { dataset, collections } = options;
  const names = collections.map((each) => each.name);
  const found = new Map<string, Delivery[]>();
  const strange: Delivery[] = [];
  for (const { file, path } of files) {
    const named = collectionOf(path, names);
    const name = files.length === 1 && !isNeverAsked(named ?? "") ? (dataset ?? named) : named;
    if (name !== undefined && isNeverAsked(name)) onNote(`${file.origin}: not read, for ${name} is about persons`);
    else if (name !== undefined && names.includes(name)) found.set(name, [...(found.get(name) ?? []), file]);
    else if (dataset !== undefined) continue;
    else if (isJsonName(path)) strange.push(strangeFile(file, names));
    else onNote(`${file.origin}: passed over, for it is no JSON`);
  }
  const deliveries = collections.flatMap((collection) => {
    const parts = found.get(collection.name);
    return parts === undefined || (dataset ?? collection.name) !== collection.name
      ? []
      : [listOf(collection, parts, found, options, onNote)];
  });
  if (deliveries.length + strange.length > 0) return [...deliveries, ...strange];
  const what = dataset === undefined ? "no file {collection}.json" : `no file ${dataset}.json`;
  throw new SourceError(
    `${files[0]?.file.origin ?? "nothing"}: ${what} of Onderwijsloket, of which anything may be kept`,
  );
}

function strangeFile(file: Delivery, names: readonly string[]): Delivery {
  const why = `its name does not say which collection it is of (${names.slice(0, 3).join(", ")}, …); say it with --dataset NAME`;
  return { ...file, open: () => Promise.reject(new SourceError(`${file.origin}: ${why}`)) };
}

function listOf(
  collection: LoketCollection,
  parts: readonly Delivery[],
  all: ReadonlyMap<string, readonly Delivery[]>,
  { vendors, scratch }: LoketFiles,
  onNote: (text: string) => void,
): Delivery {
  const { name, partOf } = collection;
  const [first] = parts;
  const others = parts.length - 1;
  const shown = first?.origin ?? name;
  const owners = all.get(partOf?.collection ?? "") ?? [];
  return {
    fileName: `${name}.json`,
    origin: others === 0 ? shown : `${shown} and ${others} more`,
    dataset: name,
    open: async () => {
      const rule =
        partOf === undefined ? undefined : await ownerRuleOf(owners, scratch, partOf.many, new Admission(vendors));
      return written(name, parts, scratch, new Admission(vendors, rule), onNote);
    },
  };
}

/** Writes what may be kept of all parts as one list, each record once. */
async function written(
  name: string,
  parts: readonly Delivery[],
  scratch: string,
  admission: Admission,
  onNote: (text: string) => void,
): Promise<Opened> {
  const list = await ListFile.create(scratch, admission);
  const dates: Date[] = [];
  const fresh = new Fresh();
  try {
    for (const part of parts) {
      for await (const block of recordsOf(part, scratch, (date) => dates.push(date))) await list.add(fresh.of(block));
    }
  } catch (error) {
    await list.discard();
    throw error;
  }
  for (const note of admission.notes(name)) onNote(note);
  if (fresh.doubles > 0) onNote(`${name}: ${told(fresh.doubles)} came before, under the same id`);
  return list.opened(dates.toSorted((a, b) => Number(b) - Number(a))[0]);
}

/** Takes each id once. A record without one is taken, so that it is told as one that is lost. */
class Fresh {
  readonly #ids = new Set<string>();
  doubles = 0;

  of(block: readonly LoketRecord[]): LoketRecord[] {
    return block.filter(({ id }) => {
      if (typeof id !== "string" && typeof id !== "number") return true;
      const isNew = !this.#ids.has(String(id));
      this.#ids.add(String(id));
      if (!isNew) this.doubles += 1;
      return isNew;
    });
  }
}
