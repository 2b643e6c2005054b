/**
 * Charts as SVG, drawn on the server: scales and shapes of d3, colours by classes of the stylesheet, so that themes, print
 * and a policy without inline styles all reach them. A chart tells in its title and description what it shows; the
 * numbers themselves are in the table beside it.
 */
import { scaleBand, scaleLinear } from "d3-scale";
import type { VNode } from "preact";
import type { Language } from "../../http/documents.js";
import { labels, NARROW_CHARACTER } from "./chart-labels.js";
import { Bars, type ChartValue, Lines, MASKED, round, Stubs } from "./chart-marks.js";
import { formatNumber } from "../wording.js";

export interface Series {
  readonly name: string;
  /** One for each category. */
  readonly values: readonly ChartValue[];
}

export interface ChartProps {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** What is on the horizontal axis, such as school years. */
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  /** Lines for what goes on over time, bars for what is set side by side. */
  readonly shape: "lines" | "bars";
  readonly language: Language;
}

const WIDTH = 704;
const HEIGHT = 300;
const MARGIN = { top: 14, right: 44, bottom: 34 };
/** Colours that there are classes for; more series than these are not told apart. */
export const MOST_SERIES = 6;
/** Between a label of the vertical axis and what is beside it. */
const GAP = 8;

/** The chart with its legend, in a figure; nothing when there is no number to draw. */
export function Chart(props: ChartProps): VNode | null {
  const { id, title, description, categories, language, shape } = props;
  const series = props.series.slice(0, MOST_SERIES);
  const numbers = series.flatMap(({ values }) => values.filter((value) => typeof value === "number"));
  if (numbers.length === 0) return null;
  const isMasked = series.some(({ values }) => values.includes("masked"));
  const y = scaleLinear([Math.min(0, ...numbers), Math.max(1, ...numbers)], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice(
    5,
  );
  const ticks = y.ticks(5).map((at) => ({ at, text: formatNumber(at, language) }));
  const start = Math.max(...ticks.map(({ text }) => text.length)) * NARROW_CHARACTER + 2 * GAP;
  const x = scaleBand(categories, [start, WIDTH - MARGIN.right])
    .paddingInner(0.25)
    .paddingOuter(0.1);
  const middle = (category: string): number => (x(category) ?? 0) + x.bandwidth() / 2;
  return (
    <figure>
      <figcaption id={`${id}-title`}>{title}</figcaption>
      <svg
        class="chart"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        width={WIDTH}
        height={HEIGHT}
        role="img"
        aria-labelledby={`${id}-title ${id}-desc`}
      >
        <desc id={`${id}-desc`}>{isMasked ? `${description} ${MASKED[language].said}` : description}</desc>
        {ticks.map(({ at, text }) => (
          <g key={at}>
            <line class="grid" x1={start} x2={WIDTH - MARGIN.right} y1={round(y(at))} y2={round(y(at))} />
            <text class="tick" x={start - GAP} y={round(y(at) + 4)} text-anchor="end">
              {text}
            </text>
          </g>
        ))}
        <line class="axis" x1={start} x2={WIDTH - MARGIN.right} y1={round(y(0))} y2={round(y(0))} />
        {labels(categories, x.step()).map(({ category, text, only }) => (
          <text
            key={`${category} ${only}`}
            class={only === undefined ? "tick" : `tick ${only}`}
            x={round(middle(category))}
            y={HEIGHT - 12}
            text-anchor="middle"
          >
            {text}
          </text>
        ))}
        {series.map(({ name, values }, place) => {
          const marks = { values, categories, y, language };
          const width = x.bandwidth() / series.length;
          const slots = { left: (category: string) => (x(category) ?? 0) + place * width, width };
          return (
            <g key={name} class={`s${place}`}>
              {shape === "lines" ? <Lines {...marks} x={middle} /> : <Bars {...marks} {...slots} />}
              <Stubs {...marks} {...slots} />
            </g>
          );
        })}
      </svg>
      {series.length > 1 || isMasked ? (
        <ul class="legend" aria-hidden="true">
          {series.length > 1
            ? series.map(({ name }, place) => (
                <li key={name} class={`s${place}`}>
                  {name}
                </li>
              ))
            : null}
          {isMasked ? <li class="stub">{MASKED[language].legend}</li> : null}
        </ul>
      ) : null}
    </figure>
  );
}
