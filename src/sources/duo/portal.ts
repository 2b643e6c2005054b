/**
 * DUO's portal of today: a CKAN whose packages hold the files (MODEL §2.7). A package is a subject with one file or
 * many; the files are what the API v0 calls datasets. What a file is, only its names tell: its own, that of its
 * address, and its package's. Names and addresses are not always right: several files may have one file name, and some
 * addresses name another host for the portal's own store.
 */
import { Readable } from "node:stream";
import { CkanClient } from "../ckan/client.js";
import type { CkanPackage } from "../ckan/package.js";
import { siteOf } from "../ckan/root.js";
import { walkPackages } from "../ckan/walk.js";
import type { Delivery } from "../delivery.js";
import { plainName } from "../from.js";
import type { HttpClient } from "../http.js";
import { isObject } from "../json-object.js";
import { SourceError } from "../source-error.js";
import { below, webIri } from "../web-address.js";
import { decodedName } from "./listing.js";

/** The action API of the portal. */
export const DUO_PORTAL = "https://onderwijsdata.duo.nl/api/3/action";

/** A file of the portal with rows. */
export interface PortalFile {
  /** Id of the resource; its address when it has none. */
  readonly id: string;
  /** Name of the resource, for people: `Alle vestigingen in het basisonderwijs`. */
  readonly name: string;
  /** Last step of its address: `vestigingenbo.csv`. */
  readonly fileName: string;
  /** Its address, as listed. */
  readonly url: string;
  /** When the file was last changed, or else placed. */
  readonly changed?: Date;
  /** IRI of its licence, or else of its package's. */
  readonly licence?: string;
}

export interface PortalPackage {
  readonly id: string;
  /** `adressen_bo`, or with a version `poleeftijd-v2`. */
  readonly name: string;
  readonly title: string;
  /** `metadata_modified`, to tell the later of two. */
  readonly modified: string;
  readonly files: readonly PortalFile[];
  /** What is no file with rows, per kind: `PDF`, `PNG`, `control file`. */
  readonly passedOver: readonly string[];
}

const CONTROL = "control file";

/** Reads a package. Documents, images and the files by which a delivery is checked are passed over. */
export function portalPackage(pack: CkanPackage): PortalPackage {
  const files: PortalFile[] = [];
  const passedOver: string[] = [];
  const resources = Array.isArray(pack["resources"]) && isActive(pack) ? pack["resources"].filter(isObject) : [];
  for (const resource of resources.filter(isActive)) {
    const file = portalFile(resource, pack);
    const kind = kindOf(resource, file.fileName);
    if (/^controle-?bestand/i.test(file.name)) passedOver.push(CONTROL);
    else if (kind === "CSV" && file.url !== "") files.push(file);
    else passedOver.push(kind);
  }
  const title = textAt(pack, "title");
  const modified = textAt(pack, "metadata_modified");
  return { id: pack.id, name: pack.name, title: title === "" ? pack.name : title, modified, files, passedOver };
}

function isActive(of: Readonly<Record<string, unknown>>): boolean {
  return (of["state"] ?? "active") === "active";
}

function portalFile(resource: Readonly<Record<string, unknown>>, pack: CkanPackage): PortalFile {
  const url = textAt(resource, "url");
  const changed = momentOf(textAt(resource, "last_modified")) ?? momentOf(textAt(resource, "created"));
  const step = URL.canParse(url) ? new URL(url).pathname.split("/").findLast((part) => part !== "") : undefined;
  const licence = licenceOf(resource) ?? licenceOf(pack);
  return {
    id: textAt(resource, "id") || url,
    name: textAt(resource, "name").trim(),
    fileName: plainName(decodedName(step ?? "")),
    url,
    ...(changed === undefined ? {} : { changed }),
    ...(licence === undefined ? {} : { licence }),
  };
}

/** CKAN's own id is a word such as `cc-by` beside an address, that of a DCAT-AP catalogue an IRI. */
function licenceOf(of: Readonly<Record<string, unknown>>): string | undefined {
  const given = ["license_id", "license_url"].map((key) => textAt(of, key).trim());
  const address = given.find((value) => /^https?:/i.test(value) && URL.canParse(value));
  return address === undefined ? undefined : webIri(new URL(address));
}

/** `CSV`, `PDF`…: what the listing says, as a word or as an IRI of the EU's list, else what the file name says. */
function kindOf(resource: Readonly<Record<string, unknown>>, fileName: string): string {
  const said = textAt(resource, "format").split("/").at(-1)?.trim() ?? "";
  const kind = (said === "" ? (/\.(\w{2,5})$/.exec(fileName)?.[1] ?? "") : said).toUpperCase();
  if (kind !== "") return kind;
  return /\bcsv$/i.test(textAt(resource, "mimetype")) ? "CSV" : "file of unknown format";
}

function textAt(of: Readonly<Record<string, unknown>>, key: string): string {
  const value = of[key];
  return typeof value === "string" ? value : "";
}

/** CKAN's times are UTC, without zone. */
function momentOf(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return undefined;
  const iso = text.replace(" ", "T");
  // A day alone is read as UTC anyway.
  const date = new Date(/(?:Z|[+-]\d\d:?\d\d)$/.test(iso) || !iso.includes("T") ? iso : `${iso}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/**
 * Where a file is fetched: its address on the portal's own host. An address that another host gives for what is
 * CKAN's own store is read below the portal, for a listing must not send us elsewhere; undefined for any other.
 */
export function portalAddress(root: URL, file: Pick<PortalFile, "url">): URL | undefined {
  if (!URL.canParse(file.url)) return undefined;
  const given = new URL(file.url);
  if (given.origin === root.origin && given.username === "" && given.password === "") return given;
  const own = /\/(dataset\/[^/]+\/resource\/[^/]+\/download\/[^/]+|datastore\/dump\/[^/]+)\/?$/.exec(given.pathname);
  return own?.[1] === undefined ? undefined : below(siteOf(root), own[1]);
}

/**
 * A file of the portal as a delivery.
 *
 * @param url where it is fetched
 * @param dataset what the dataset is called
 */
export function portalDelivery(url: URL, file: PortalFile, dataset: string, http: HttpClient): Delivery {
  return {
    fileName: file.fileName === "" ? file.id : file.fileName,
    origin: webIri(url),
    isFetched: true,
    dataset,
    async open() {
      const opened = await http.get(url, "text/csv, */*;q=0.5");
      return { ...opened, ...(file.changed === undefined ? {} : { lastModified: file.changed }) };
    },
  };
}

/**
 * The listing of the portal, a page for each answer, read to its end: a listing that breaks off is none. It is held in
 * memory: DUO's has 57 packages, which is one page.
 *
 * @throws {SourceError} when it cannot be had whole
 */
export async function portalListing(root: URL, http: HttpClient): Promise<Delivery[]> {
  const pages: Delivery[] = [];
  const walk = walkPackages(new CkanClient(root, http));
  let page = await walk.next();
  for (; page.done !== true; page = await walk.next()) {
    const { url, text } = page.value;
    pages.push({
      fileName: `packages-${pages.length + 1}.json`,
      origin: webIri(new URL(url)),
      open: () => Promise.resolve({ body: Readable.from([Buffer.from(text)]), contentType: "application/json" }),
    });
  }
  const { missing, count } = page.value;
  if (missing > 0)
    throw new SourceError(`${root.href}: ${missing} of its ${count} packages could not be had; try again`);
  if (pages.length === 0) throw new SourceError(`${root.href}: lists no packages; is it the portal?`);
  return pages;
}
