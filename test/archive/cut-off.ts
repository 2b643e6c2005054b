/** A process that ends at any moment, played in this one: from a given change of the file system on, none is made any more. */
import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

class CutOff extends Error {
  override readonly name = "CutOff";
}

const CHANGES = ["rename", "rm", "unlink", "mkdir", "writeFile", "link"] as const;

type Functions = Record<string, (...args: unknown[]) => Promise<unknown>>;

/**
 * Runs `work`, of which only so many changes of the file system are made.
 *
 * @returns whether it came to its end
 */
export async function cutOffAfter(changes: number, work: () => Promise<unknown>): Promise<boolean> {
  const functions = fs as unknown as Functions;
  const real = { ...functions };
  let left = changes;
  const change = (name: string, isChange: (args: unknown[]) => boolean = () => true): void => {
    functions[name] = async (...args) => {
      if (isChange(args) && (left -= 1) < 0) throw new CutOff(`${name} ${String(args[0])}`);
      return real[name]?.(...args);
    };
  };
  for (const name of CHANGES) change(name);
  change("open", ([, flags]) => flags !== "r");
  syncBuiltinESMExports();
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof CutOff) return false;
    throw error;
  } finally {
    Object.assign(functions, real);
    syncBuiltinESMExports();
  }
}
