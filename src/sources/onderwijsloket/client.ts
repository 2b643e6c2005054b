/**
 * The client of the Onderwijsloket API (MODEL §2.5): each collection of the table as one delivery, whole and without what
 * may not be kept.
 */
import type { Delivery, Opened } from "../delivery.js";
import type { HttpClient } from "../http.js";
import { SourceError } from "../source-error.js";
import { webIri } from "../web-address.js";
import { Admission, type OwnerRule } from "./admission.js";
import { isNeverAsked, type LoketCollection, type PartOf } from "./collections.js";
import { Directus, NotGranted, TokenRefused } from "./directus.js";
import { type Granted, grantedOf } from "./granted.js";
import { collectionUrl, type ItemsQuery, itemsUrl } from "./items-url.js";
import { ListFile } from "./list-file.js";
import { partsOf } from "./owners.js";
import { type Pages, type Sink, walk } from "./walk.js";

export interface LoketApi {
  /** Root of the API, without `/items`. */
  readonly root: URL;
  readonly token: string | undefined;
  /** Vendors whose records may be kept. */
  readonly vendors: readonly string[];
  /** Folder for what is on its way: a run that is killed leaves it there, and whoever gave the folder empties it. */
  readonly scratch: string;
  /** The table of collections; all of it, also where few are asked for. */
  readonly collections: readonly LoketCollection[];
  /** Names of the collections to ask for; all of the table without it. */
  readonly only?: readonly string[];
  /** Records of a page. */
  readonly pageSize?: number;
}

/** Records of a page; Directus gives a hundred by itself, and some pages hold whole articles. */
const PAGE = 200;
/** Pages of nothing but ids hold so many times more. */
const IDS = 10;

/**
 * The collections that the token may read, in the order of the table; what it may not read is left out with a note. One
 * that cannot be had is a delivery whose `open` throws; the rest goes on. It is walked when it is opened.
 *
 * @throws {TokenRefused} when there is no token, or it is not taken
 * @throws {SourceError} when the token may read none of what is asked for
 */
export async function* loketApi(
  options: LoketApi,
  http: HttpClient,
  onNote: (text: string) => void,
): AsyncGenerator<Delivery, void> {
  const api = new Api(options, new Directus(options.token, http), onNote);
  const { only } = options;
  let count = 0;
  for (const collection of options.collections) {
    if (only?.includes(collection.name) === false || isNeverAsked(collection.name)) continue;
    const delivery = await api.deliveryOf(collection);
    api.directus.throwIfRefused();
    if (delivery === undefined) continue;
    count += 1;
    yield delivery;
    api.directus.throwIfRefused();
  }
  if (count === 0) {
    const what = only === undefined ? "any collection" : only.join(", ");
    throw new SourceError(`${options.root.href}: the token may not read ${what}`);
  }
}

class Api {
  readonly #options: LoketApi;
  readonly directus: Directus;
  readonly #onNote: (text: string) => void;

  constructor(options: LoketApi, directus: Directus, onNote: (text: string) => void) {
    this.#options = options;
    this.directus = directus;
    this.#onNote = onNote;
  }

  /** Undefined when it is left out, which a note has told. */
  async deliveryOf(collection: LoketCollection): Promise<Delivery | undefined> {
    const { name } = collection;
    const about = { fileName: `${name}.json`, origin: webIri(this.#url(name)), dataset: name };
    try {
      const granted = await this.#granted(collection);
      return granted === undefined ? undefined : { ...about, open: () => this.#list(collection, granted) };
    } catch (error) {
      if (!(error instanceof SourceError) || error instanceof TokenRefused) throw error;
      return { ...about, open: () => Promise.reject(error) };
    }
  }

  async #granted(collection: LoketCollection): Promise<Granted | undefined> {
    const first = this.#pages(collection.name, 1);
    return grantedOf(collection, this.#options.vendors, (query) => first(query).page(1), this.#onNote);
  }

  /** The whole collection, by way of the disk. */
  async #list(collection: LoketCollection, { query, tellsVendor }: Granted): Promise<Opened> {
    const { name, partOf } = collection;
    const { vendors, scratch } = this.#options;
    const rule = partOf === undefined || tellsVendor ? undefined : await this.#ownerRule(partOf);
    let isPartial = false;
    const list = await this.#walk(
      name,
      query,
      () => ListFile.create(scratch, new Admission(vendors, rule)),
      () => {
        isPartial = true;
      },
    );
    for (const note of list.admission.notes(name)) this.#onNote(note);
    return { ...(await list.opened()), isPartial };
  }

  /** Of records that do not say whose they are, those that the records of a collection have which may be kept. */
  async #ownerRule({ collection, many }: PartOf): Promise<OwnerRule> {
    const owner = this.#options.collections.find((each) => each.name === collection);
    const granted = owner === undefined ? undefined : await this.#granted({ ...owner, fields: ["id"], many: [many] });
    if (granted === undefined || granted.query.many.length === 0) {
      throw new NotGranted(`it cannot be told whose records they are: neither they nor ${collection} say it`);
    }
    const parts = new Set<string>();
    const admission = new Admission(this.#options.vendors);
    await this.#walk(collection, granted.query, () =>
      Promise.resolve({
        add: async (records) => {
          for (const record of admission.kept(records)) for (const id of partsOf(record, many)) parts.add(id);
        },
        discard: async () => parts.clear(),
      }),
    );
    return (record) => parts.has(String(record["id"]));
  }

  #walk<S extends Sink>(
    name: string,
    query: ItemsQuery,
    begin: () => Promise<S>,
    onPartial: () => void = () => {},
  ): Promise<S> {
    const { pageSize = PAGE } = this.#options;
    const pages = this.#pages(name, pageSize)(query);
    const ids = this.#pages(name, pageSize * IDS)({ fields: ["id"], many: [], filter: query.filter });
    return walk({ name, pages, ids, begin }, (note) => {
      onPartial();
      this.#onNote(note);
    });
  }

  #pages(name: string, limit: number): (query: ItemsQuery) => Pages {
    const url = this.#url(name);
    return (query) => ({ limit, page: (page) => this.directus.page(itemsUrl(url, query, limit, page)) });
  }

  #url(name: string): URL {
    return collectionUrl(this.#options.root, name);
  }
}
