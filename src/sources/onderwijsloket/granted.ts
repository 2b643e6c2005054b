/**
 * What of a collection a token may read. Directus refuses a whole request for one field that may not be read or does not
 * exist, without always saying which; and fields are known from documentation only (MODEL §5, R13).
 */
import { relationOf, type ItemsQuery } from "./items-url.js";
import type { LoketCollection } from "./collections.js";
import { NotGranted, type Page } from "./directus.js";

/** What can be asked. */
export interface Granted {
  readonly query: ItemsQuery;
  /** Whether its records tell their vendor, where the table says that they have one. */
  readonly tellsVendor: boolean;
}

/**
 * Finds out what can be asked of a collection, with a record or so of it: with one request where all can.
 *
 * @param ask asks for the first record
 * @returns undefined, and a note why, when the collection cannot be read
 */
export async function grantedOf(
  collection: LoketCollection,
  vendors: readonly string[],
  ask: (query: ItemsQuery) => Promise<Page>,
  onNote: (text: string) => void,
): Promise<Granted | undefined> {
  const { name, policy, many } = collection;
  const fields = [...collection.fields, ...ownFields(collection)];
  const query = { fields, many, filter: filterOf(collection, vendors, () => true) };
  const tellsVendor = collection.vendor !== undefined;
  const refusal = await refusalOf(ask(query));
  if (refusal === undefined) return { query, tellsVendor };
  const leftOut = `${refusal.message}; left out: it needs the policy "${policy}", if ${name} exists at all`;
  if ((await refusalOf(ask({ fields: ["id"], many: [] }))) !== undefined) return void onNote(leftOut);

  const refused = new Set<string>();
  for (const field of fields) {
    if (field === "id") continue;
    if ((await refusalOf(ask({ fields: ["id", field], many: [] }))) !== undefined) refused.add(field);
  }
  for (const relation of many) {
    if ((await refusalOf(ask({ fields: ["id"], many: [relation] }))) !== undefined) refused.add(relation);
  }
  if (collection.vendor === "filtered" && refused.has("vendor")) {
    return void onNote(`${name}: left out, for the token may not read whose records they are (vendor)`);
  }
  const narrowed = {
    fields: fields.filter((field) => !refused.has(field)),
    many: many.filter((relation) => !refused.has(relation)),
    filter: filterOf(collection, vendors, (field) => !refused.has(field)),
  };
  if (refused.size === 0 || (await refusalOf(ask(narrowed))) !== undefined) return void onNote(leftOut);
  const shown = [...refused].map((each) => (many.includes(each) ? relationOf(each) : each));
  onNote(`${name}: read without ${shown.join(", ")}: the token may not read that, or it does not exist`);
  return { query: narrowed, tellsVendor: tellsVendor && !refused.has("vendor") };
}

/** Fields by which records are told apart that may not be kept. */
function ownFields({ vendor, status }: LoketCollection): string[] {
  return [...(vendor === undefined ? [] : ["vendor"]), ...(status === undefined ? [] : ["status"])];
}

function filterOf(
  { vendor, status }: LoketCollection,
  vendors: readonly string[],
  isGranted: (field: string) => boolean,
): object | undefined {
  const rules: object[] = [];
  if (vendor === "filtered" && isGranted("vendor")) rules.push({ vendor: { _in: vendors } });
  if (status !== undefined && isGranted("status")) rules.push({ status: { _eq: status } });
  return rules.length > 1 ? { _and: rules } : rules[0];
}

/** Why a request is refused, or undefined when it is not. @throws what else goes wrong */
async function refusalOf(asked: Promise<Page>): Promise<NotGranted | undefined> {
  try {
    await asked;
    return undefined;
  } catch (error) {
    if (error instanceof NotGranted) return error;
    throw error;
  }
}
