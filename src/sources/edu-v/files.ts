/**
 * The files form of a Bron (DESIGN §8.15): `{bron}/bron.yaml`, and `{bron}/{organisations,studyofferings,
 * subjectofferings}/{orgIdType}-{orgId}.json`, each an array as the API gives it, or one object.
 */
import { lstat, readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Delivery } from "../delivery.js";
import { filesOf, plainName } from "../from.js";
import { SourceError } from "../source-error.js";
import { BRON_NAME, BRON_YAML_FORM, type BronSettings, readBron } from "./bron.js";
import type { OnNote } from "./note.js";
import { type DatasetName, isDataset, PATHS, requestOf } from "./request.js";

const BRON_FILE = "bron.yaml";

/** What a folder holds of a Bron. */
export interface BronFiles {
  readonly bron: string;
  readonly settings: BronSettings;
  /** In the order of datasets and names; none without consent. */
  readonly deliveries: readonly Delivery[];
}

/**
 * The Bronnen that `from` holds: a folder with a folder for each, the folder of one, or a single file of one. Links are
 * not followed, since they may lead out of the folder.
 *
 * @throws {SourceError} when there is none, or its `bron.yaml` is missing or wrong
 */
export async function eduVFiles(from: string, onNote: OnNote): Promise<BronFiles[]> {
  const path = resolve(from);
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) throw new SourceError(`${from}: no such file or folder`);
  if (!info.isDirectory()) return [await oneFile(path, from, onNote)];
  if (await isBron(path)) return [await bronOf(path, onNote)];
  const found: BronFiles[] = [];
  for (const entry of await visible(path)) {
    const inner = join(path, entry.name);
    if (entry.isDirectory() && (await isBron(inner))) found.push(await bronOf(inner, onNote));
    else onNote({ kind: "passed-over", message: `${entry.name}: passed over, for it is no folder of a Bron` });
  }
  if (found.length > 0) return found;
  throw new SourceError(
    `${from}: holds no Bron: a folder {bron}/ with ${BRON_FILE} and ${Object.keys(PATHS).join("/, ")}/; ${BRON_FILE} says who gave consent: ${BRON_YAML_FORM}`,
  );
}

/** A folder that holds what is of a Bron, `bron.yaml` or not: that it is missing is told when it is read. */
async function isBron(folder: string): Promise<boolean> {
  return (await visible(folder)).some((entry) => entry.name === BRON_FILE || isDatasetFolder(entry));
}

function isDatasetFolder(entry: { readonly name: string; isDirectory(): boolean }): boolean {
  return isDataset(entry.name) && entry.isDirectory();
}

async function visible(folder: string) {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => !entry.name.startsWith(".")).sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function bronOf(folder: string, onNote: OnNote): Promise<BronFiles> {
  const settings = await settingsOf(folder, onNote);
  const { bron } = settings;
  if (!settings.consent) return withoutConsent(settings, onNote);
  const deliveries: Delivery[] = [];
  for (const entry of await visible(folder)) {
    if (entry.name === BRON_FILE) continue;
    if (!isDataset(entry.name) || !entry.isDirectory()) passedOver(`${bron}/${entry.name}`, onNote);
    else deliveries.push(...(await partsIn(join(folder, entry.name), entry.name, settings, onNote)));
  }
  return { bron, settings, deliveries };
}

async function partsIn(
  folder: string,
  dataset: DatasetName,
  settings: BronSettings,
  onNote: OnNote,
): Promise<Delivery[]> {
  const parts = new Map<string, Delivery>();
  for (const entry of await visible(folder)) {
    const shown = `${settings.bron}/${dataset}/${entry.name}`;
    if (!entry.isFile() || !isJson(entry.name)) {
      passedOver(shown, onNote);
      continue;
    }
    const delivery = await partOf(join(folder, entry.name), dataset, settings);
    const part = delivery.part ?? "";
    const before = parts.get(part);
    if (before === undefined) parts.set(part, delivery);
    else parts.set(`${part}/2`, refused(delivery, `is the same part as ${before.origin}; keep one of them`));
  }
  return [...parts.values()];
}

/** A single file in the folders of its Bron, which tell what it is of. */
async function oneFile(path: string, from: string, onNote: OnNote): Promise<BronFiles> {
  const dataset = basename(dirname(path));
  if (!isDataset(dataset) || !isJson(path)) {
    const form = Object.keys(PATHS).join(",");
    throw new SourceError(`${from}: is no file of Edu-V; it must be {bron}/{${form}}/{orgIdType}-{orgId}.json`);
  }
  const settings = await settingsOf(dirname(dirname(path)), onNote);
  if (!settings.consent) return withoutConsent(settings, onNote);
  return { bron: settings.bron, settings, deliveries: [await partOf(path, dataset, settings)] };
}

async function settingsOf(folder: string, onNote: OnNote): Promise<BronSettings> {
  const bron = basename(folder);
  if (!BRON_NAME.test(bron)) {
    throw new SourceError(`${bron}: names a Bron, so use lower-case letters, digits and single hyphens`);
  }
  const path = join(folder, BRON_FILE);
  const shown = `${bron}/${BRON_FILE}`;
  const info = await lstat(path).catch(() => undefined);
  if (info?.isFile() !== true) {
    const what = info === undefined ? "is missing" : "is no file (links are not followed)";
    throw new SourceError(`${path}: ${what}; ${BRON_YAML_FORM}`);
  }
  return readBron(await readFile(path, "utf8"), bron, shown, (key) => {
    onNote({ kind: "passed-over", message: `${shown}: "${key}" means nothing here` });
  });
}

async function partOf(path: string, dataset: DatasetName, { bron, ...scope }: BronSettings): Promise<Delivery> {
  const [file] = await filesOf(path);
  if (file === undefined) throw new SourceError(`${path}: no such file`);
  const part = plainName(basename(path)).replace(/\.json$/i, "");
  const delivery = { ...file, origin: `${bron}/${dataset}/${basename(path)}`, dataset: `${bron}/${dataset}`, part };
  try {
    requestOf(delivery.dataset, part, scope);
    return delivery;
  } catch (error) {
    return { ...delivery, open: () => Promise.reject(error) };
  }
}

function refused(delivery: Delivery, why: string): Delivery {
  return { ...delivery, open: () => Promise.reject(new SourceError(`${delivery.origin}: ${why}`)) };
}

function isJson(name: string): boolean {
  return /\.json(?:\.gz)?$/i.test(name);
}

function withoutConsent(settings: BronSettings, onNote: OnNote): BronFiles {
  const { bron } = settings;
  onNote({ kind: "no-consent", message: `${bron}: left out, for its ${BRON_FILE} says consent: false` });
  return { bron, settings, deliveries: [] };
}

function passedOver(shown: string, onNote: OnNote): void {
  onNote({ kind: "passed-over", message: `${shown}: passed over, for it is not in the form of Edu-V's files` });
}
