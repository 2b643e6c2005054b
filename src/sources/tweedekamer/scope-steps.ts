/** The column `scope` of `entities.csv`: the way from a record to the parliamentary year that it is in. */

export interface ScopeStep {
  readonly name: string;
  /** Whether it leads to a collection. */
  readonly isMany: boolean;
}

/**
 * Reads `all`, or paths to the parliamentary year with `|` between, a step with `*` being a collection; of several
 * paths one is enough.
 *
 * @returns no path when all of an entity is asked for
 * @throws {Error} that begins with `where`
 */
export function scopeOf(cell: string, where: string): ScopeStep[][] {
  if (cell === "all") return [];
  if (cell === "") throw new Error(`${where}: must be all, or a path to the parliamentary year`);
  return cell.split("|").map((path) => {
    const steps = path.split("/").map((step) => {
      const [, name = "", star] = /^([A-Z][A-Za-z]*)(\*?)$/.exec(step) ?? [];
      if (name === "") throw new Error(`${where}: "${step}" is no relation or property`);
      return { name, isMany: star === "*" };
    });
    if (steps.filter((step) => step.isMany).length > 1) {
      throw new Error(`${where}: a path of scope may go through one collection`);
    }
    if (steps.at(-1)?.isMany === true) throw new Error(`${where}: a path of scope must end in a property`);
    return steps;
  });
}
