/** What statistics add to a page: that of a statistic, of one of its school years, or of a unit that it has numbers of. */
import type { Site } from "../../http/site.js";
import type { Ontology } from "../../resources/ontology.js";
import { RDF_TYPE } from "../../rdf/terms.js";
import { translations } from "../../resources/other-names.js";
import type { ResourceView } from "../../resources/resource-routes.js";
import { CubeSection } from "./cube-section.js";
import { QB, structureOf } from "./cube-structure.js";
import { type AddedUp, cubeTotals, unitTotals } from "./cube-totals.js";
import { linkTo } from "../links.js";
import { lastPart, renamed, type UnitCube, unitCubes, valuesIn } from "./observations.js";
import type { KindParts } from "../resource/parts.js";
import { UnitStatistics } from "./unit-statistics.js";

/** The page of a statistic. */
export async function ofCube(ontology: Ontology, site: Site, view: ResourceView): Promise<KindParts> {
  return { ...(await sumsPart(ontology, site, view, view.description.iri)), counted: new Set([`${QB}dataSet`]) };
}

/** The page of one school year of a statistic. */
export async function ofSlice(ontology: Ontology, site: Site, view: ResourceView): Promise<KindParts> {
  const { description, inbound } = view;
  const link = inbound.find(({ predicate }) => predicate === `${QB}slice`)?.links[0];
  const year = description.quads.find(
    ({ subject, predicate }) =>
      subject.value === description.iri && predicate.value === `${site.base}/def/onderwijs#schooljaar`,
  )?.object.value;
  if (link === undefined) return {};
  const { iri: cube, label } = link;
  const name = (await translations(site, [cube], view.language)).get(cube) ?? label;
  return {
    ...(year === undefined ? {} : await sumsPart(ontology, site, view, cube, lastPart(year))),
    trail: ({ names, language }) => [{ name: name ?? names(cube), href: linkTo(site, language, cube) }],
  };
}

/** The sums of a statistic. @param year of this school year alone */
async function sumsPart(
  ontology: Ontology,
  site: Site,
  view: ResourceView,
  cube: string,
  year?: string,
): Promise<KindParts> {
  const structure = structureOf(ontology, site.base, cube);
  if (structure === undefined) return {};
  const added = await cubeTotals(site, cube, structure);
  const found = added === "late" ? undefined : added;
  const names = await translations(site, valuesIn(found?.sums ?? []), view.language);
  const sums = renamed(found?.sums ?? [], names).filter((sum) => year === undefined || sum.year === year);
  const totals: AddedUp = found === undefined ? added : { ...found, sums, graphs: graphsAbout(view) };
  return {
    above: (context) => <CubeSection cube={cube} {...{ structure, totals, year, context }} />,
    isPassing: added === "late",
  };
}

/** The graphs of the files that say of a statistic, or of a school year of it, what it is: those that have numbers of it. */
function graphsAbout({ description }: ResourceView): string[] {
  const graphs = description.quads.flatMap(({ subject, predicate, object, graph }) =>
    subject.value === description.iri && predicate.value === RDF_TYPE && object.value.startsWith(QB)
      ? [graph.value]
      : [],
  );
  return [...new Set(graphs)].sort();
}

/** The page of a school, or another unit that statistics are about. */
export async function ofUnit(ontology: Ontology, site: Site, view: ResourceView): Promise<KindParts> {
  const { iri: unit, inbound } = view.description;
  const pointing = inbound.find(({ predicate }) => predicate === `${site.base}/def/onderwijs#eenheid`);
  const found = await unitCubes(site, unit, pointing?.count ?? 0);
  if (found.length === 0) return {};
  const added: UnitCube[] = [];
  // One after another: what other pages ask comes in between.
  for (const cube of found) {
    const totals = await sumsOf(ontology, site, unit, cube);
    added.push(totals === undefined ? cube : totals === "late" ? { ...cube, isLate: true } : { ...cube, totals });
  }
  const named = added.flatMap(({ iri, observations, totals }) => [
    iri,
    ...valuesIn([...observations, ...(totals?.sums ?? [])]),
  ]);
  const names = await translations(site, named, view.language);
  const cubes = added.map((cube) => ({
    ...cube,
    title: names.get(cube.iri) ?? cube.title,
    ...(names.has(cube.iri) ? { titleLanguage: view.language } : {}),
    observations: renamed(cube.observations, names),
    ...(cube.totals === undefined ? {} : { totals: { ...cube.totals, sums: renamed(cube.totals.sums, names) } }),
  }));
  return {
    below: (context) => <UnitStatistics unit={unit} cubes={cubes} ontology={ontology} context={context} />,
    counted: new Set([`${site.base}/def/onderwijs#eenheid`]),
    isPassing: added.some(({ isLate }) => isLate === true),
  };
}

/** The sums of a statistic about a unit, where it has too many numbers to show. */
async function sumsOf(ontology: Ontology, site: Site, unit: string, cube: UnitCube): Promise<AddedUp> {
  const structure = structureOf(ontology, site.base, cube.iri);
  if (cube.observations.length > 0 || structure === undefined) return undefined;
  return unitTotals(site, unit, cube, structure);
}
