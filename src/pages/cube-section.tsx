/** What the page of a statistic shows: a chart of its sums, the sums in a table, and all its numbers as CSV. */
import type { VNode } from "preact";
import { Chart } from "./chart.js";
import { cubeChart } from "./cube-chart.js";
import type { CubeStructure } from "./cube-structure.js";
import { figuresQuery } from "./cube-figures.js";
import type { CubeTotals } from "./cube-totals.js";
import type { FactsContext } from "./facts.js";
import { queryHref } from "./links.js";
import { formatNumber } from "./wording.js";

const TEXTS = {
  nl: {
    title: "Overzicht",
    heading: (measure: string, breakdown: string | undefined) =>
      breakdown === undefined ? `${measure}, opgeteld` : `${measure}, opgeteld, naar ${breakdown}`,
    about: "Opgeteld over alle eenheden in deze dienst. De getallen staan in de tabel hieronder.",
    masked: (n: string) => `${n} afgeschermde aantallen (minder dan 5) tellen niet mee.`,
    none: "Optellen duurt hier te lang voor een pagina; de cijfers zijn er als CSV.",
    csv: "Download alle cijfers als CSV",
    what: "schooljaar of deel",
  },
  en: {
    title: "Overview",
    heading: (measure: string, breakdown: string | undefined) =>
      breakdown === undefined ? `${measure}, added up` : `${measure}, added up, by ${breakdown}`,
    about: "Added up over all units in this service. The numbers are in the table below.",
    masked: (n: string) => `${n} masked numbers (fewer than 5) are not counted.`,
    none: "Adding up takes too long here for a page; the figures can be had as CSV.",
    csv: "Download all figures as CSV",
    what: "school year or part",
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
      {totals === undefined ? <p>{texts.none}</p> : <Sums totals={totals} context={context} />}
      <p class="row">
        <a href={queryHref(site, figuresQuery(site, cube, structure, names), "csv")}>{texts.csv}</a>
      </p>
    </section>
  );
}

function Sums(props: { totals: CubeTotals; context: FactsContext }): VNode | null {
  const { totals, context } = props;
  const { language, names } = context;
  const texts = TEXTS[language];
  const breakdowns = totals.breakdown === undefined ? [] : [totals.breakdown];
  const chart = cubeChart({ breakdowns, measures: [totals.measure] }, totals.sums);
  if (chart === undefined) return null;
  const title = texts.heading(
    names(totals.measure),
    chart.breakdown === undefined ? undefined : names(chart.breakdown),
  );
  return (
    <>
      <Chart
        id="grafiek"
        title={title}
        description={texts.about}
        categories={chart.categories}
        series={chart.series}
        shape={chart.overTime && chart.categories.length > 3 ? "lines" : "bars"}
        language={language}
      />
      <p class="soft">
        {texts.about}
        {totals.masked === 0 ? "" : ` ${texts.masked(formatNumber(totals.masked, language))}`}
      </p>
      <div class="scroll" tabindex={0} role="region" aria-label={title}>
        <table>
          <caption>{title}</caption>
          <thead>
            <tr>
              <th scope="col">{texts.what}</th>
              {chart.series.map(({ name }) => (
                <th key={name} scope="col" class="n">
                  {name === "" ? names(totals.measure) : name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {chart.categories.map((category, place) => (
              <tr key={category}>
                <th scope="row">{category}</th>
                {chart.series.map(({ name, values }) => {
                  const value = values[place];
                  return (
                    <td key={name} class="n">
                      {value === undefined ? "–" : formatNumber(value, language)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
