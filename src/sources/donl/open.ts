/** `ingest donl --from`: what the register, another CKAN, or files deliver: one list of packages, up to date. */
import { CkanClient } from "../ckan/client.js";
import type { CkanPackage } from "../ckan/package.js";
import { actionRoot } from "../ckan/root.js";
import type { Delivery, Opened } from "../delivery.js";
import { asUrl, filesOf, plainName } from "../from.js";
import type { HttpClient } from "../http.js";
import { below, webIri } from "../web-address.js";
import { takeFiles } from "./files.js";
import { harvest } from "./harvest.js";
import { PackagePool } from "./package-pool.js";
import { EDUCATION, type Scope, WHOLE_REGISTER } from "./scope.js";

export const DONL_API = "https://data.overheid.nl/data/api/3/action";

/** What is held of the register from earlier runs. */
export interface HeldRegister {
  /** Where the next walk may begin, and what was asked when that was noted. */
  readonly mark?: Mark;
  packages(): AsyncIterable<readonly CkanPackage[]>;
}

/** A moment up to which all changes are held, in the answer to one question. */
export interface Mark {
  /** `metadata_modified` as CKAN writes it: UTC without zone. */
  readonly at: string;
  /** Address of the search, filter included: to another question the mark does not apply. */
  readonly question: string;
}

export interface DonlRequest {
  /** A file, a folder, or the URL of an action API or a file; the register itself without it. */
  readonly from?: string | undefined;
  /** The whole register, not education alone. */
  readonly all?: boolean | undefined;
  /** Anew, with nothing of what is held: the register as it is now, or what the files hold and nothing else. */
  readonly full?: boolean | undefined;
  readonly held: HeldRegister;
  /** Folder for what is on its way: a run that is killed leaves it there, and whoever gave the folder empties it. */
  readonly scratch: string;
  /** Packages asked for at once. */
  readonly rows?: number | undefined;
}

/** The list, and the mark that is noted once it was opened. */
export interface DonlDelivery extends Delivery {
  readonly mark: () => Mark | undefined;
}

/**
 * The one delivery of the register. It is asked for when it is opened.
 *
 * @param onNote told what is passed over, and why something is asked again
 * @throws {SourceError} when `from` names nothing
 */
export async function openDonl(
  request: DonlRequest,
  http: HttpClient,
  onNote: (text: string) => void,
): Promise<DonlDelivery> {
  const { from = DONL_API } = request;
  const url = asUrl(from);
  if (url === undefined) return ofFiles(await filesOf(from), request, onNote);
  const root = actionRoot(url);
  const isOneAnswer = /\/action\/\w+/.test(url.pathname) || root === undefined;
  return isOneAnswer ? ofFiles([fileAt(url, http)], request, onNote) : ofRegister(root, request, http, onNote);
}

const FILE = { fileName: "packages.json", dataset: "packages" };

function ofRegister(
  root: URL,
  { all, full, held, rows, scratch }: DonlRequest,
  http: HttpClient,
  onNote: (text: string) => void,
): DonlDelivery {
  const scope = all === true ? WHOLE_REGISTER : EDUCATION;
  const origin = below(root, "package_search");
  if (scope.fq !== undefined) origin.searchParams.set("fq", scope.fq);
  const question = webIri(origin);
  let mark: Mark | undefined;
  return {
    ...FILE,
    origin: question,
    mark: () => mark,
    open: () =>
      withPool(scratch, full === true ? NOTHING : held, scope, async (pool) => {
        const since = held.mark?.question === question ? held.mark.at : undefined;
        const at = await harvest({
          client: new CkanClient(root, http),
          scope,
          pool,
          onNote,
          ...(since === undefined || full === true ? {} : { since }),
          ...(rows === undefined ? {} : { rows }),
        });
        if (at !== undefined) mark = { at, question };
      }),
  };
}

function ofFiles(files: readonly Delivery[], request: DonlRequest, onNote: (text: string) => void): DonlDelivery {
  const { held, full, scratch } = request;
  const [first] = files;
  return {
    ...FILE,
    fileName: files.length === 1 ? (first?.fileName ?? FILE.fileName) : FILE.fileName,
    origin: files.length === 1 ? (first?.origin ?? "") : `${files.length} files`,
    mark: () => held.mark,
    open: () =>
      withPool(scratch, full === true ? NOTHING : held, WHOLE_REGISTER, (pool) => takeFiles(files, pool, onNote)),
  };
}

const NOTHING: HeldRegister = { async *packages() {} };

/** The list that comes of a pool with what is held and of the scope, when it has been brought up to date. */
async function withPool(
  scratch: string,
  held: HeldRegister,
  scope: Scope,
  bringUpToDate: (pool: PackagePool) => Promise<void>,
): Promise<Opened> {
  const pool = await PackagePool.create(scratch);
  try {
    for await (const packages of held.packages()) {
      for (const pack of packages.filter((each) => scope.holds(each))) await pool.add(pack);
    }
    await bringUpToDate(pool);
    return pool.opened();
  } catch (error) {
    await pool.discard();
    throw error;
  }
}

function fileAt(url: URL, http: HttpClient): Delivery {
  const fileName = plainName(url.pathname.slice(url.pathname.lastIndexOf("/") + 1));
  return { fileName, origin: webIri(url), open: () => http.get(url, "application/json, */*;q=0.5") };
}
