/** Packages for tests of CKAN. */
import { onTestFinished } from "vitest";
import { CkanClient } from "#src/sources/ckan/client.js";
import { HttpClient, type HttpOptions } from "#src/sources/http.js";
import type { Ckan, Package } from "./server.js";

/** A UUID with a number in it; higher numbers do not sort later in it, as in life. */
export function uuid(n: number): string {
  const scattered = ((n * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, "0");
  return `${scattered}-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
}

/** A moment as CKAN writes it: UTC, microseconds, no zone. */
export function moment(second: number, micros = 0): string {
  return (
    new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString().slice(0, 19) + `.${String(micros).padStart(6, "0")}`
  );
}

/** The nth package, last changed in the nth second of 2026. */
export function pack(n: number, fields: Partial<Package> = {}): Package {
  return {
    id: uuid(n),
    name: `pakket-${n}`,
    title: `Pakket ${n}`,
    state: "active",
    type: "dataset",
    metadata_modified: moment(n, 626_947),
    resources: [],
    ...fields,
  };
}

/** Packages 1 to n. */
export function packs(n: number): Package[] {
  return Array.from({ length: n }, (_, i) => pack(i + 1));
}

export function http(options: HttpOptions = {}): HttpClient {
  const client = new HttpClient({ retryAfterMs: 5, retries: 2, idleMs: 2_000, ...options });
  onTestFinished(() => client.close());
  return client;
}

export function clientOf(server: Pick<Ckan, "root">, options: HttpOptions = {}): CkanClient {
  return new CkanClient(server.root, http(options));
}
