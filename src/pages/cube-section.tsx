/** What the page of a statistic shows: a chart of its sums, the sums in a table, and all its numbers as CSV. */
import type { VNode } from "preact";
import type { CubeStructure } from "./cube-structure.js";
import { figuresQuery } from "./cube-figures.js";
import type { CubeTotals } from "./cube-totals.js";
import type { FactsContext } from "./facts.js";
import { queryHref } from "./links.js";
import { Sums } from "./sums.js";

const TEXTS = {
  nl: {
    title: "Overzicht",
    about: "Opgeteld over alle eenheden in deze dienst. De getallen staan in de tabel hieronder.",
    none: "Optellen duurt hier te lang voor een pagina; de cijfers zijn er als CSV.",
    csv: "Download alle cijfers als CSV",
  },
  en: {
    title: "Overview",
    about: "Added up over all units in this service. The numbers are in the table below.",
    none: "Adding up takes too long here for a page; the figures can be had as CSV.",
    csv: "Download all figures as CSV",
  },
} as const;

export function CubeSection(props: {
  readonly cube: string;
  readonly structure: CubeStructure;
  readonly totals: CubeTotals | undefined;
  readonly context: FactsContext;
}): VNode {
  const { cube, structure, totals, context } = props;
  const { site, language, names } = context;
  const texts = TEXTS[language];
  return (
    <section aria-labelledby="overzicht">
      <h2 id="overzicht">{texts.title}</h2>
      {totals === undefined ? <p>{texts.none}</p> : <Sums id="grafiek" {...{ totals, about: texts.about, context }} />}
      <p class="row">
        <a href={queryHref(site, figuresQuery(site, cube, structure, names), "csv")}>{texts.csv}</a>
      </p>
    </section>
  );
}
