/** The table of the sums of one measure, as its chart has them; one number that makes no chart has a table too. */
import type { VNode } from "preact";
import type { ChartValue } from "./chart-marks.js";
import type { CubeChart } from "./cube-chart.js";
import type { Sum } from "./cube-sums.js";
import type { FactsContext } from "../resource/facts-context.js";
import { formatNumber } from "../wording.js";
import { Scroll } from "../scroll.js";

const TEXTS = {
  nl: { year: "schooljaar", masked: "afgeschermd", hint: "alles wat hierin opgeteld zou worden is afgeschermd" },
  en: { year: "school year", masked: "masked", hint: "all that would be added up here is masked" },
} as const;

export function SumsTable(props: {
  readonly title: string;
  readonly measure: string;
  readonly chart: CubeChart | undefined;
  readonly sums: readonly Sum[];
  readonly context: FactsContext;
}): VNode {
  const { title, measure, sums, context } = props;
  const { names, language } = context;
  const { categories, series, breakdown, overTime } = props.chart ?? undrawn(sums, measure);
  return (
    <Scroll label={title}>
      <table aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{overTime ? TEXTS[language].year : names(breakdown ?? "")}</th>
            {series.map(({ name }) => (
              <th key={name} scope="col" class="n">
                {name === "" ? names(measure) : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {categories.map((category, place) => (
            <tr key={category}>
              <th scope="row" class={overTime ? "year" : undefined}>
                {category}
              </th>
              {series.map(({ name, values }) => (
                <td key={name} class="n">
                  <Value value={values[place]} context={context} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** Sums of which there is too little to draw: one year, and one part of it at most. */
function undrawn(sums: readonly Sum[], measure: string): Omit<CubeChart, "measure"> {
  const series = [{ name: "", values: sums.map(({ measures }) => measures.get(measure)) }];
  return { categories: sums.map(({ year }) => year), series, breakdown: undefined, overTime: true };
}

function Value({ value, context }: { value: ChartValue; context: FactsContext }): VNode {
  const { language } = context;
  if (typeof value === "number") return <>{formatNumber(value, language)}</>;
  if (value === undefined) return <>–</>;
  return (
    <span class="masked" title={TEXTS[language].hint}>
      {TEXTS[language].masked}
    </span>
  );
}
