/** The packages of DUO's portal as CKAN lists them, out of the reshaped listing among the reference material. */
import { readFile } from "node:fs/promises";
import { shared } from "../../shared.js";
import { moment, uuid } from "./packages.js";
import type { Package } from "./server.js";

interface Listed {
  readonly bron: string;
  readonly _ckan_id: string;
  readonly _resources: readonly { naam: string; url: string; format: string; id: string }[];
}

/** All 57 packages, with the real names, addresses, ids and formats of their 302 resources. */
export async function portalPackages(): Promise<Package[]> {
  const text = await readFile(shared("sources", "duo", "onderwijsdata-ckan-resources.json"), "utf8");
  return (JSON.parse(text) as Listed[]).map(({ bron, _ckan_id: name, _resources }, i) => ({
    id: uuid(i),
    name,
    title: bron,
    state: "active",
    type: "dataset",
    metadata_modified: moment(i),
    resources: _resources.map(({ naam, url, format, id }, position) =>
      resource({ id, name: naam, url, format, position }),
    ),
  }));
}

/** A resource with the keys of CKAN. */
export function resource(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return {
    description: "",
    mimetype: null,
    state: "active",
    created: "2024-10-16T11:27:46.360701",
    last_modified: null,
    url_type: "upload",
    format: "CSV",
    ...fields,
  };
}
