/**
 * The listing of DUO's portal, told apart: which family each of its files is of, and what its dataset is called. Only
 * the table of families says what a name means (`mappings/duo/families.yaml`).
 */
import type { DatasetEntry } from "../../archive/manifest.js";
import type { Families, NamedDataset } from "../../records/families.js";
import type { CkanPackage } from "../../sources/ckan/package.js";
import { portalAddress, type PortalPackage, portalPackage } from "../../sources/duo/portal.js";
import { SourceError } from "../../sources/source-error.js";
import { below, webIri } from "../../sources/web-address.js";
import { datasetNames, type PortalDataset, withoutVersion } from "./portal-names.js";

export class PortalListing {
  readonly #families: Families;
  /** Id → the package, in its latest version, and the site that lists it. */
  readonly #packages = new Map<string, { readonly pack: PortalPackage; readonly site: URL | undefined }>();
  #datasets: readonly PortalDataset[] | undefined;
  #entries: ReadonlyMap<string, DatasetEntry> | undefined;
  /** Slug → the name by which the family is known. */
  #knownAs: ReadonlyMap<string, string> | undefined;

  constructor(families: Families) {
    this.#families = families;
  }

  /**
   * Takes packages of a page of the listing; gives the number of their files.
   *
   * @param site where pages about packages are, where it is known
   */
  add(packages: readonly CkanPackage[], site: URL | undefined): number {
    this.#datasets = undefined;
    this.#entries = undefined;
    this.#knownAs = undefined;
    let files = 0;
    for (const each of packages) {
      const pack = portalPackage(each);
      files += pack.files.length;
      const had = this.#packages.get(pack.id);
      if (had === undefined || had.pack.modified <= pack.modified) this.#packages.set(pack.id, { pack, site });
    }
    return files;
  }

  /** All its files, named. */
  get datasets(): readonly PortalDataset[] {
    this.#datasets ??= datasetNames(
      [...this.#packages.values()].map(({ pack }) => pack),
      this.#families,
    );
    return this.#datasets;
  }

  /** The name of one of its datasets taken apart: its family, and its years, may be in another name of it. */
  named(name: string): NamedDataset | undefined {
    this.#knownAs ??= new Map(
      this.datasets.flatMap((each) => (each.knownAs === undefined ? [] : [[this.#slug(each.name), each.knownAs]])),
    );
    const own = this.#families.named(name);
    const knownAs = this.#knownAs.get(own.slug);
    if (knownAs === undefined) return undefined;
    const named = this.#families.named(knownAs);
    const years = own.years ?? named.years;
    return { ...named, slug: own.slug, ...(years === undefined ? {} : { years }) };
  }

  /** How the catalogue describes them: slug → entry. */
  get entries(): ReadonlyMap<string, DatasetEntry> {
    this.#entries ??= this.#described();
    return this.#entries;
  }

  #described(): Map<string, DatasetEntry> {
    const entries = new Map<string, DatasetEntry>();
    for (const { file, package: pack, name, family } of this.datasets) {
      const slug = this.#slug(name);
      if (slug === "") continue;
      const site = this.#packages.get(pack.id)?.site;
      const download = URL.canParse(file.url) ? new URL(file.url) : undefined;
      entries.set(slug, {
        name,
        ...(family === undefined ? {} : { family: family.name }),
        ...(site === undefined
          ? {}
          : { documentation: webIri(below(site, `dataset/${encodeURIComponent(pack.name)}`)) }),
        ...(download !== undefined && /^https?:$/.test(download.protocol) ? { download: webIri(download) } : {}),
        ...(file.licence === undefined ? {} : { licence: file.licence }),
      });
    }
    return entries;
  }

  /**
   * The files that are fetched, and where: registers, with `all` statistics too; or those that were asked for by the
   * name of their dataset, file, package or family.
   *
   * @throws {SourceError} when the portal does not have what was asked for, or nothing of it is of a known family, or on it
   */
  wanted(
    root: URL,
    { asked, all }: { readonly asked?: string | undefined; readonly all: boolean },
  ): (PortalDataset & { readonly url: URL })[] {
    const named = this.datasets.filter((each) =>
      asked === undefined ? all || each.family?.kind === "register" : this.#isNamed(each, asked),
    );
    if (asked !== undefined && named.length === 0) {
      throw new SourceError(`the portal has no file, package or family "${asked}"`);
    }
    const known = named.filter(({ family }) => family !== undefined);
    if (asked !== undefined && known.length === 0) {
      throw new SourceError(
        `"${asked}" is on the portal, but of no family that is known here; name its family in mappings/duo/families.yaml: ${named.map(({ name }) => name).join(", ")}`,
      );
    }
    const wanted = known.flatMap((each) => {
      const url = portalAddress(root, each.file);
      return url === undefined ? [] : [{ ...each, url }];
    });
    if (asked !== undefined && wanted.length === 0) {
      const addresses = known.map(({ file }) => file.url).join(", ");
      throw new SourceError(`"${asked}" is not on the portal itself; fetch it, and give it with --from: ${addresses}`);
    }
    return wanted;
  }

  /** What is not fetched, and why, for people. */
  notes(root: URL, all: boolean): string[] {
    const notes: string[] = [];
    const passedOver = [...this.#packages.values()].flatMap(({ pack }) => pack.passedOver);
    if (passedOver.length > 0) notes.push(`passed over on the portal, as no data: ${counted(passedOver)}`);
    const statistics = all ? [] : this.datasets.filter(({ family }) => family?.kind === "statistics");
    if (statistics.length > 0) {
      notes.push(`left out on the portal, as statistics (${statistics.length}), which --all takes too`);
    }
    const unknown = this.datasets.filter(({ family }) => family === undefined);
    if (unknown.length > 0) {
      notes.push(
        `left out on the portal, as of no family that is known here (${unknown.length}): ${this.#listed(unknown)}`,
      );
    }
    const away = this.datasets.filter(
      (each) => each.family !== undefined && !statistics.includes(each) && portalAddress(root, each.file) === undefined,
    );
    for (const { name, file } of away) notes.push(`${name} is not on the portal itself, and left out: ${file.url}`);
    return notes;
  }

  /** Their names; a package that is left out whole is named once. */
  #listed(left: readonly PortalDataset[]): string {
    const leftOf = (pack: PortalPackage): number => left.filter((each) => each.package === pack).length;
    const names = left.map(({ package: pack, name }) => {
      const isWhole = pack.files.length > 1 && leftOf(pack) === pack.files.length;
      return isWhole ? `${pack.name} (${pack.files.length})` : name;
    });
    return [...new Set(names)].sort().join("; ");
  }

  #isNamed({ file, package: pack, name, family }: PortalDataset, asked: string): boolean {
    const wanted = this.#slug(asked);
    const names = [name, file.name, file.fileName, file.id, pack.name, withoutVersion(pack.name), pack.title];
    return family?.name === wanted || (wanted !== "" && names.some((each) => this.#slug(each) === wanted));
  }

  #slug(name: string): string {
    return this.#families.named(name).slug;
  }
}

/** `13 PDF, 1 PNG`, in the order of the words. */
function counted(words: readonly string[]): string {
  const numbers = new Map<string, number>();
  for (const word of words) numbers.set(word, (numbers.get(word) ?? 0) + 1);
  return [...numbers]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, n]) => `${n} × ${word}`)
    .join(", ");
}
