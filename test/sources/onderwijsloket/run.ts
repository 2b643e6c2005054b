/** Takes all that a source delivers, as an ingest does. */
import { buffer } from "node:stream/consumers";
import { inspect } from "node:util";
import { expect, onTestFinished } from "vitest";
import type { Delivery } from "#src/sources/delivery.js";
import { HttpClient, type HttpOptions } from "#src/sources/http.js";
import { loketApi, type LoketApi } from "#src/sources/onderwijsloket/client.js";
import { folder } from "../../folder.js";
import { type Item, type Loket, TOKEN } from "./server.js";
import { COLLECTIONS } from "./table.js";

export interface Taken {
  /** Name of a collection → its records. */
  readonly lists: Map<string, Item[]>;
  readonly deliveries: Map<string, Delivery>;
  /** Name of a collection → why it could not be had. */
  readonly failures: Map<string, string>;
  readonly notes: string[];
}

export function client(options: HttpOptions = {}): HttpClient {
  const http = new HttpClient({ retryAfterMs: 5, retries: 2, idleMs: 2_000, ...options });
  onTestFinished(() => http.close());
  return http;
}

/** Opens everything; each collection must come once, and no failure may tell the token. */
export async function taken(
  deliveries: (onNote: (text: string) => void) => AsyncIterable<Delivery> | Iterable<Delivery>,
): Promise<Taken> {
  const result: Taken = { lists: new Map(), deliveries: new Map(), failures: new Map(), notes: [] };
  for await (const delivery of deliveries((text) => result.notes.push(text))) {
    const name = delivery.dataset ?? delivery.fileName;
    expect([...result.lists.keys(), ...result.failures.keys()]).not.toContain(name);
    try {
      const { body } = await delivery.open();
      const { data } = JSON.parse((await buffer(body)).toString()) as { readonly data: Item[] };
      result.lists.set(name, data);
      result.deliveries.set(name, delivery);
    } catch (error) {
      expectNoToken(error);
      result.failures.set(name, (error as Error).message);
    }
  }
  expectNoToken(result.notes);
  return result;
}

export function expectNoToken(told: unknown): void {
  const text = inspect(told, { depth: 20, showHidden: true });
  expect(text).not.toContain(TOKEN);
  expect(text).not.toContain(encodeURIComponent(TOKEN));
}

/** What the API gives. */
export async function run(server: Loket, options: Partial<LoketApi> = {}, http: HttpClient = client()): Promise<Taken> {
  const { root } = server;
  const vendors = ["onderwijsloket"];
  const asked = { root, token: TOKEN, vendors, collections: COLLECTIONS, scratch: await folder(), ...options };
  return taken((note) => loketApi(asked, http, note));
}

/** The ids of a list, in their order. */
export function idsOf(list: readonly Item[] | undefined): unknown[] {
  return (list ?? []).map((each) => each["id"]);
}
