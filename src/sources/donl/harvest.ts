/**
 * Bringing what is held of a register up to date: its changes since the last time, or all of it anew, until what is held is
 * what the register has.
 */
import type { CkanClient } from "../ckan/client.js";
import { goneFrom, type HeldPackage } from "../ckan/gone.js";
import type { CkanPackage } from "../ckan/package.js";
import { walkPackages } from "../ckan/walk.js";
import { SourceError } from "../source-error.js";
import type { PackagePool } from "./package-pool.js";
import type { Scope } from "./scope.js";

export interface Harvest {
  readonly client: CkanClient;
  readonly scope: Scope;
  /** What is held; it is brought up to date. */
  readonly pool: PackagePool;
  /** From which change on; everything is asked for without it. */
  readonly since?: string;
  /** Packages asked for at once. */
  readonly rows?: number;
  readonly onNote: (text: string) => void;
}

/** More packages than so many, and than half of what is held, that a search no longer finds are taken for its fault. */
const FAULT = 100;

/**
 * @returns the mark for the next time; undefined when the register does not say when packages were changed
 * @throws {SourceError} when an answer is not sound, or so much is missing that it cannot be right
 */
export async function harvest(given: Harvest): Promise<string | undefined> {
  const { client, scope, pool, since, onNote } = given;
  if (since !== undefined) {
    const mark = await walked(given, since, new Set());
    await bury(pool, await goneFrom(client, pool.others(new Set())), scope);
    const { count } = await client.packageSearch({ ...filter(scope), rows: 1 });
    if (count === pool.size) return mark;
    onNote(`${pool.size} packages are held and the register counts ${count} of ${scope.name}; it is read anew`);
  }
  const met = new Set<string>();
  const mark = await walked(given, undefined, met);
  await leave(given, pool.others(met));
  if (pool.size === 0) throw new SourceError(`${client.root.href}/package_search: finds no package of ${scope.name}`);
  return mark;
}

function filter({ fq }: Scope): { fq?: string } {
  return fq === undefined ? {} : { fq };
}

/** One walk; `met` is filled with what it found. */
async function walked(given: Harvest, since: string | undefined, met: Set<string>): Promise<string | undefined> {
  const { client, scope, pool, rows, onNote } = given;
  const walk = walkPackages(client, {
    ...filter(scope),
    ...(rows === undefined ? {} : { rows }),
    ...(since === undefined ? {} : { since, had: (pack: CkanPackage) => pool.hasVersion(pack) }),
  });
  let step = await walk.next();
  for (; step.done !== true; step = await walk.next()) {
    for (const pack of step.value.packages) {
      met.add(pack.id);
      await pool.put(pack);
    }
  }
  const { missing, mark } = step.value;
  if (missing > 0) onNote(`${missing} packages that the register counts could not be had; the next run asks again`);
  return missing > 0 ? since : mark;
}

/** What a walk of everything did not meet: deleted, changed so that it is of the scope no longer, or passed over. */
async function leave({ client, scope, pool, onNote }: Harvest, unmet: readonly HeldPackage[]): Promise<void> {
  if (unmet.length > FAULT && unmet.length > pool.size / 2) {
    throw new SourceError(
      `${client.root.href}/package_search: no longer finds ${unmet.length} of ${pool.size} packages; too many to be true, so nothing is called gone (--full takes it as it is)`,
    );
  }
  if (unmet.length === 0) return;
  const found = await goneFrom(client, unmet);
  await bury(pool, found, scope);
  const settled = new Set([...found.gone, ...found.renamed.flatMap(({ packages }) => packages.map(({ id }) => id))]);
  for (const { id, name } of unmet.filter((each) => !settled.has(each.id))) {
    const [pack] = (await client.packageShow(id))?.packages ?? [];
    if (pack === undefined || !scope.holds(pack)) pool.remove(id);
    else {
      await pool.put(pack);
      onNote(`${name}: is there, though a search does not find it; it is kept`);
    }
  }
}

type Found = Awaited<ReturnType<typeof goneFrom>>;

/** Takes out what is gone, and what was renamed into another scope. */
async function bury(pool: PackagePool, { gone, renamed }: Found, scope: Scope): Promise<void> {
  for (const id of gone) pool.remove(id);
  for (const pack of renamed.flatMap(({ packages }) => packages)) {
    if (scope.holds(pack)) await pool.put(pack);
    else pool.remove(pack.id);
  }
}
