/** Sums of a statistic: a chart of them, the table that the chart is of, and how much of what there is they cover. */
import type { VNode } from "preact";
import { Chart } from "./chart.js";
import { cubeChart, isCount } from "./cube-chart.js";
import { coverage, type CubeTotals } from "./cube-sums.js";
import type { FactsContext } from "../resource/facts-context.js";
import { SumsTable } from "./sums-table.js";
import { formatNumber } from "../wording.js";

const TEXTS = {
  nl: {
    heading: (measure: string, breakdown: string | undefined) =>
      breakdown === undefined ? `${measure}, opgeteld` : `${measure}, opgeteld, naar ${breakdown}`,
    masked: (n: string, all: string, share: string) =>
      `${n} van ${all} aantallen (${share} %) afgeschermd (minder dan 5): die tellen niet mee, de som is een ondergrens.`,
    rate: (measure: string, breakdown: string | undefined) =>
      breakdown === undefined ? measure : `${measure}, naar ${breakdown}`,
    without: (n: string, all: string, share: string) =>
      `Zonder ${n} van ${all} groepen (${share} %), waarvan een aantal is afgeschermd (minder dan 5).`,
    all: (measure: string, n: string) => `${measure}: alle ${n} aantallen zijn afgeschermd (minder dan 5).`,
    apart: "In elke som ontbreken andere afgeschermde aantallen: deel de ene som niet door de andere.",
    below: "minder dan 1",
    above: "meer dan 99",
  },
  en: {
    heading: (measure: string, breakdown: string | undefined) =>
      breakdown === undefined ? `${measure}, added up` : `${measure}, added up, by ${breakdown}`,
    masked: (n: string, all: string, share: string) =>
      `${n} of ${all} numbers (${share}%) masked (fewer than 5): these are not counted, the sum is a lower bound.`,
    rate: (measure: string, breakdown: string | undefined) =>
      breakdown === undefined ? measure : `${measure}, by ${breakdown}`,
    without: (n: string, all: string, share: string) =>
      `Without ${n} of ${all} groups (${share}%) of which a number is masked (fewer than 5).`,
    all: (measure: string, n: string) => `${measure}: all ${n} numbers are masked (fewer than 5).`,
    apart: "Each sum lacks other masked numbers: do not divide one sum by another.",
    below: "less than 1",
    above: "more than 99",
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
  const { measures, sums } = props.totals;
  const covered = measures
    .filter(isCount)
    .map((measure) => coverage(sums, measure))
    .filter(({ counted }) => counted > 0);
  const isApart = covered.length > 1 && covered.some(({ hidden }) => hidden > 0);
  return (
    <>
      {isApart ? <p class="soft">{TEXTS[props.context.language].apart}</p> : null}
      {measures.map((measure, place) => (
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
  const { counted, hidden } = coverage(totals.sums, measure);
  if (counted + hidden === 0) return null;
  if (counted === 0) return <p class="soft">{texts.all(names(measure), formatNumber(hidden, language))}</p>;
  const breakdown = chart?.breakdown === undefined ? undefined : names(chart.breakdown);
  const isSum = isCount(measure);
  const title = (isSum ? texts.heading : texts.rate)(names(measure), breakdown);
  return (
    <>
      {chart === undefined ? null : (
        <Chart
          id={id}
          title={title}
          description={about}
          categories={chart.categories}
          series={chart.series}
          shape={chart.overTime && chart.categories.length > 3 ? "lines" : "bars"}
          language={language}
        />
      )}
      {hidden === 0 ? null : (
        <p class="soft">
          {(isSum ? texts.masked : texts.without)(
            formatNumber(hidden, language),
            formatNumber(counted + hidden, language),
            percentage(hidden, counted, texts),
          )}
        </p>
      )}
      <SumsTable {...{ title, measure, chart, sums: totals.sums, context }} />
    </>
  );
}

/** In whole percents, of which none reads as nothing or as all where it is not. */
function percentage(
  hidden: number,
  counted: number,
  texts: { readonly below: string; readonly above: string },
): string {
  const share = Math.round((100 * hidden) / (hidden + counted));
  if (share === 0) return texts.below;
  return share === 100 && counted > 0 ? texts.above : String(share);
}
