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
    year: "schooljaar",
  },
  en: {
    heading: (measure: string, breakdown: string | undefined) =>
      breakdown === undefined ? `${measure}, added up` : `${measure}, added up, by ${breakdown}`,
    masked: (n: string) => `${n} masked numbers (fewer than 5) are not counted.`,
    year: "school year",
  },
} as const;

interface Props {
  /** Of the charts, unique on the page. */
  readonly id: string;
  readonly totals: CubeTotals;
  /** Over what is added up. */
  readonly about: string;
  readonly context: FactsContext;
}

/** Of each count that there are sums of a chart and a table. */
export function Sums(props: Props): VNode {
  return (
    <>
      <p class="soft">{props.about}</p>
      {props.totals.measures.map((measure, place) => (
        <SumsOf key={measure} {...props} id={`${props.id}-${place}`} measure={measure} />
      ))}
    </>
  );
}

function SumsOf({ id, totals, about, context, measure }: Props & { readonly measure: string }): VNode | null {
  const { language, names } = context;
  const texts = TEXTS[language];
  const breakdowns = totals.breakdown === undefined ? [] : [totals.breakdown];
  const chart = cubeChart({ breakdowns, measures: [measure] }, totals.sums);
  if (chart === undefined) return null;
  const breakdown = chart.breakdown === undefined ? undefined : names(chart.breakdown);
  const title = texts.heading(names(measure), breakdown);
  const masked = totals.masked.get(measure) ?? 0;
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
      {masked === 0 ? null : <p class="soft">{texts.masked(formatNumber(masked, language))}</p>}
      <div class="scroll" tabindex={0} role="region" aria-label={title}>
        <table aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{chart.overTime ? texts.year : breakdown}</th>
              {chart.series.map(({ name }) => (
                <th key={name} scope="col" class="n">
                  {name === "" ? names(measure) : name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {chart.categories.map((category, place) => (
              <tr key={category}>
                <th scope="row" class={chart.overTime ? "year" : undefined}>
                  {category}
                </th>
                {chart.series.map(({ name, values }) => {
                  const value = values[place];
                  return (
                    <td key={name} class="n">
                      {typeof value === "number" ? formatNumber(value, language) : "–"}
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
