/**
 * References of one description of a catalogue to another: by the address that data.overheid.nl gives a dataset, of which
 * the identity index knows whether we hold it.
 */
import { iriCleaners } from "./iri-cleaners.js";
import type { ReferenceBook } from "./reference-book.js";
import type { RowCleaner } from "./row-cleaners.js";

/** `https://data.overheid.nl/dataset/{name}`, also as `/data/dataset/{name}`; the name as CKAN has it. */
const ADDRESS = /^https?:\/\/data\.overheid\.nl\/(?:data\/)?dataset\/([a-z0-9_-]{2,100})\/?$/i;

/** The path of the dataset that we hold under that address. */
function held(value: string, book: ReferenceBook): string | undefined {
  const name = ADDRESS.exec(value)?.[1]?.toLowerCase();
  if (name === undefined) return undefined;
  const path = `/id/dataset/donl/${name}`;
  const canonical = book.canonical(path);
  return canonical === path ? undefined : canonical;
}

/** The URI of the dataset, when it is one of ours; else nothing. */
const datasetHere: RowCleaner = (value, _args, { book }) => {
  const path = held(value, book);
  return path === undefined ? undefined : { value: path };
};

/** The IRI, when it is of no dataset of ours. */
const datasetElsewhere: RowCleaner = (value, args, row) =>
  held(value, row.book) === undefined ? iriCleaners["iri"]?.(value, args, row) : undefined;

export const datasetReferences: Readonly<Record<string, RowCleaner>> = {
  dataset_here: datasetHere,
  dataset_elsewhere: datasetElsewhere,
};
