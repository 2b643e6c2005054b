/**
 * The default scope (DESIGN §8.16): configured parliamentary years. What has a year is asked for by it, what hangs on
 * such a thing by the way to it, and people, parties, committees and rooms are taken whole.
 *
 * A thing that hangs on nothing (an agenda item whose Activiteit_Id is null) is in no year, and not in this scope.
 */
import { stringLiteral } from "../odata/literal.js";
import type { ODataVersion } from "../odata/literal.js";
import { WrongRequest } from "../source-error.js";
import type { Entity, EntityTable } from "./entity-table.js";
import type { ScopeStep } from "./scope-steps.js";

/** What is asked for: everything, or these years. */
export type TkScope = "all" | readonly string[];

/** `2025-2026` @throws {SourceError} when it is no parliamentary year */
export function checkedVergaderjaar(year: string): string {
  const [, from, to] = /^(\d{4})-(\d{4})$/.exec(year) ?? [];
  if (from !== undefined && Number(to) === Number(from) + 1) return year;
  throw new WrongRequest(`"${year}" is no parliamentary year; write it like 2025-2026`);
}

/**
 * The filter of an entity, or undefined when all of it is asked for.
 *
 * @param isDelta lets deleted records through: of those little more than the Id may be left, and no year
 * @throws {SourceError} on a year that is none
 */
export function scopeFilter(
  entity: Pick<Entity, "scope">,
  scope: TkScope,
  version: ODataVersion,
  table: EntityTable,
  isDelta: boolean,
): string | undefined {
  if (scope === "all" || entity.scope.length === 0) return undefined;
  if (scope.length === 0)
    throw new WrongRequest("no parliamentary year is given; name one like 2025-2026, or ask for all");
  const years = scope.map(checkedVergaderjaar);
  const paths = entity.scope.map((steps) => pathFilter(steps, years, version, table));
  const filter = paths.length === 1 && !isDelta ? (paths[0] ?? "") : paths.map((path) => `(${path})`).join(" or ");
  return isDelta ? `${filter} or Verwijderd eq true` : filter;
}

/** Kinds of things that a record takes its year from: of a vote the decision, the agenda item and the activity. */
export function kindsAbove({ scope }: Pick<Entity, "scope">, table: EntityTable): string[] {
  const names = scope.flatMap((steps) => steps.slice(0, -1).map(({ name }) => name));
  return [...new Set(names)].map((name) => table.named(name)?.kind).filter((kind) => kind !== undefined);
}

/** `Activiteit/Vergaderjaar eq '…'`, or `Activiteit/any(a:a/Vergaderjaar eq '…')` */
function pathFilter(
  steps: readonly ScopeStep[],
  years: readonly string[],
  version: ODataVersion,
  table: EntityTable,
): string {
  const names = steps.map((step) => table.nameIn(version, step.name));
  const many = steps.findIndex((step) => step.isMany);
  const before = names.slice(0, many + 1).join("/");
  const after = names.slice(many + 1).join("/");
  const property = many < 0 ? after : `a/${after}`;
  const filter = years.map((year) => `${property} eq ${stringLiteral(year)}`).join(" or ");
  return many < 0 ? filter : `${before}/any(a:${filter})`;
}
