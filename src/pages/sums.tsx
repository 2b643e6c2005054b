/** Sums of a statistic: a chart of them, and the table that the chart is of. */
import type { VNode } from "preact";
import { Chart } from "./chart.js";
import { cubeChart } from "./cube-chart.js";
import type { CubeTotals } from "./cube-totals.js";
import type { FactsContext } from "./facts.js";
import { formatNumber } from "./wording.js";

const TEXTS = {
  nl: {
    heading: (measure: string, breakdown: string | undefined) =>
      breakdown === undefined ? `${measure}, opgeteld` : `${measure}, opgeteld, naar ${breakdown}`,
    masked: (n: string) => `${n} afgeschermde aantallen (minder dan 5) tellen niet mee.`,
    what: "schooljaar of deel",
  },
  en: {
    heading: (measure: string, breakdown: string | undefined) =>
      breakdown === undefined ? `${measure}, added up` : `${measure}, added up, by ${breakdown}`,
    masked: (n: string) => `${n} masked numbers (fewer than 5) are not counted.`,
    what: "school year or part",
  },
} as const;

export function Sums(props: {
  /** Of the chart, unique on the page. */
  readonly id: string;
  readonly totals: CubeTotals;
  /** Over what is added up. */
  readonly about: string;
  readonly context: FactsContext;
}): VNode | null {
  const { id, totals, about, context } = props;
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
        id={id}
        title={title}
        description={about}
        categories={chart.categories}
        series={chart.series}
        shape={chart.overTime && chart.categories.length > 3 ? "lines" : "bars"}
        language={language}
      />
      <p class="soft">
        {about}
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
