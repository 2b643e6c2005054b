/**
 * Packages out of files: saved answers of the API, or packages as they are. What is in them is put beside what is held; of
 * a package in several files the newest version counts.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { savedPackages } from "../ckan/saved-answer.js";
import type { CkanPackage } from "../ckan/package.js";
import type { Delivery } from "../delivery.js";
import { receive } from "../files/receive.js";
import { SourceError } from "../source-error.js";
import type { PackagePool } from "./package-pool.js";

/**
 * @param onNote told of files that are passed over
 * @throws {SourceError} when a file is broken, or none is of CKAN
 */
export async function takeFiles(
  files: readonly Delivery[],
  pool: PackagePool,
  onNote: (text: string) => void,
): Promise<void> {
  let read = 0;
  for (const file of files) {
    if (/\.(?:md|txt|csv|ya?ml)$/i.test(file.fileName) && files.length > 1) {
      onNote(`${file.origin}: passed over, for it is no JSON`);
      continue;
    }
    await takeFile(file, pool);
    read += 1;
  }
  if (read === 0)
    throw new SourceError(
      `${files.map(({ origin }) => origin).join(", ")}: no file of packages (an answer of package_search or package_show, or a package)`,
    );
}

async function takeFile(file: Delivery, pool: PackagePool): Promise<void> {
  const folder = await mkdtemp(join(pool.scratch, "packages-"));
  try {
    const { body } = await file.open();
    const received = await receive(body, join(folder, "file"), file.origin);
    for await (const packages of savedPackages(received, file.origin)) {
      for (const pack of packages) await take(pack, pool);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One that its source deleted, or made private, takes out what is held of it. */
async function take(pack: CkanPackage, pool: PackagePool): Promise<void> {
  if (isPublic(pack)) await pool.add(pack);
  else if (pool.isNews(pack)) pool.remove(pack.id);
}

/** Whether a package is there for all: not deleted, a draft or private. */
export function isPublic(pack: CkanPackage): boolean {
  return (pack["state"] ?? "active") === "active" && pack["private"] !== true;
}
