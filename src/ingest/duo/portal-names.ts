/**
 * What a file of DUO's portal is called here. A file has names of its own and those of its package; one of them must be
 * known to the table of families, and each dataset must have a name that no other has.
 */
import type { Families, Family } from "../../records/families.js";
import type { PortalFile, PortalPackage } from "../../sources/duo/portal.js";

/** A file of the portal, as a dataset. */
export interface PortalDataset {
  readonly file: PortalFile;
  readonly package: PortalPackage;
  /** What the dataset is called; no other of the portal has its slug. */
  readonly name: string;
  readonly family?: Family;
  /** The name by which the family is known. */
  readonly knownAs?: string;
}

/** Longest slug that names a folder (archive/layout.ts). */
const LONGEST = 200;

/** The name of a package without the version at its end: `poleeftijd-v2` → `poleeftijd`. */
export function withoutVersion(name: string): string {
  return name.replace(/[-_]v\d+$/i, "");
}

/** All files of the packages, each with its family, where a name of it is known, and a name of its own. */
export function datasetNames(packages: readonly PortalPackage[], families: Families): PortalDataset[] {
  const shared = sharedFileNames(packages);
  const datasets = packages.flatMap((pack) => namedInPackage(pack, families, shared));
  return distinct(datasets, families);
}

/** File names that several files have; they tell nothing, as the portal gives some files the name of another. */
function sharedFileNames(packages: readonly PortalPackage[]): Set<string> {
  const met = new Set<string>();
  const shared = new Set<string>();
  for (const { fileName } of packages.flatMap(({ files }) => files)) {
    if (met.has(fileName)) shared.add(fileName);
    met.add(fileName);
  }
  return shared;
}

interface Named {
  readonly knownAs: string;
  readonly family: Family;
}

function namedInPackage(pack: PortalPackage, families: Families, shared: ReadonlySet<string>): PortalDataset[] {
  const own = pack.files.map((file) => ownName(file, families, shared));
  // The package's name says what its files are only where none of them says so itself: else they are of different kinds.
  const ofPackage = own.some((each) => each !== undefined)
    ? undefined
    : known([pack.name, withoutVersion(pack.name), pack.title], families)[0];
  return pack.files.map((file, i): PortalDataset => {
    const itself = own[i];
    if (itself !== undefined) return { file, package: pack, name: itself.knownAs, ...itself };
    if (ofPackage === undefined) return { file, package: pack, name: file.name === "" ? file.fileName : file.name };
    // Only its package tells of it: it has that name when it is alone.
    return { file, package: pack, name: pack.files.length === 1 ? ofPackage.knownAs : apart(pack, file), ...ofPackage };
  });
}

/** By a name of the file itself; of two that are known, the one with a year. The resource's name goes first. */
function ownName(file: PortalFile, families: Families, shared: ReadonlySet<string>): Named | undefined {
  const isTelling = isDataName(file.fileName) && !shared.has(file.fileName);
  const [first, ...others] = known([file.name, ...(isTelling ? [stem(file.fileName)] : [])], families);
  const sameWithYear = [first, ...others].find(
    (each) => each !== undefined && each.family === first?.family && families.named(each.knownAs).years !== undefined,
  );
  return sameWithYear ?? first;
}

function known(names: readonly string[], families: Families): Named[] {
  return names.flatMap((knownAs) => {
    const { family } = families.named(knownAs);
    return family === undefined ? [] : [{ knownAs, family }];
  });
}

/** A name that tells a file from its likes: that of the file, when it has the year, else its place on the portal. */
function apart(pack: PortalPackage, file: PortalFile): string {
  const hasYear = isDataName(file.fileName) && /(?<!\d)(?:19|20)\d{2}(?!\d)/.test(file.fileName);
  return hasYear ? stem(file.fileName) : `${pack.name} ${file.name === "" ? file.fileName : file.name}`;
}

/** Gives datasets whose names have the same slug, none, or one too long, others. */
function distinct(datasets: readonly PortalDataset[], families: Families): PortalDataset[] {
  const steps: readonly ((each: PortalDataset) => string)[] = [
    ({ package: pack, file }) => apart(pack, file),
    ({ package: pack, file }) => `${pack.name} ${file.name === "" ? file.fileName : file.name}`,
    ({ package: pack, file }) => `${pack.name} ${file.id}`,
  ];
  let named = [...datasets];
  for (const step of steps) {
    const numbers = new Map<string, number>();
    const slugOf = ({ name }: PortalDataset): string => families.named(name).slug;
    for (const each of named) numbers.set(slugOf(each), (numbers.get(slugOf(each)) ?? 0) + 1);
    named = named.map((each) => {
      const slug = slugOf(each);
      const isGood = numbers.get(slug) === 1 && slug !== "" && slug.length <= LONGEST;
      return isGood ? each : { ...each, name: step(each) };
    });
  }
  return named;
}

function isDataName(fileName: string): boolean {
  return /\.(?:csv|txt)$/i.test(fileName);
}

function stem(fileName: string): string {
  return fileName.replace(/\.(?:csv|txt)$/i, "");
}
