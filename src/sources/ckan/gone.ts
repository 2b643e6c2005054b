/** Which packages a catalogue no longer has: a search does not tell, the list of names does. */
import { SourceError } from "../source-error.js";
import type { CkanClient, CkanPage } from "./client.js";

/** A package as it is held, under the name it had. */
export interface HeldPackage {
  readonly id: string;
  readonly name: string;
}

export interface Gone {
  /** Ids of what was deleted, or made private. */
  readonly gone: readonly string[];
  /** What is there still, under another name. */
  readonly renamed: readonly CkanPage[];
}

/** A list that lacks more than so many, and more than half, is taken for a fault. */
const FAULT = 100;

/**
 * Looks which of the held packages are gone. What the list of names lacks is asked for by its id, since a name may
 * change; one that is there with another `state` than active is gone too.
 *
 * @throws {SourceError} when the list lacks so much that it cannot be right
 */
export async function goneFrom(client: CkanClient, held: readonly HeldPackage[]): Promise<Gone> {
  const names = new Set(await client.packageList());
  const absent = held.filter(({ name }) => !names.has(name));
  if ((names.size === 0 && held.length > 0) || (absent.length > FAULT && absent.length > held.length / 2)) {
    throw new SourceError(
      `${client.root.href}/package_list: lacks ${absent.length} of ${held.length} packages; too many to be true, so nothing is called gone`,
    );
  }
  const gone: string[] = [];
  const renamed: CkanPage[] = [];
  for (const { id } of absent) {
    const page = await client.packageShow(id);
    if ((page?.packages[0]?.["state"] ?? "active") === "active" && page !== undefined) renamed.push(page);
    else gone.push(id);
  }
  return { gone, renamed };
}
