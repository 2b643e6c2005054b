/**
 * Charts as SVG, drawn on the server: scales and shapes of d3, colours by classes of the stylesheet, so that themes, print
 * and a policy without inline styles all reach them. A chart tells in its title and description what it shows; the
 * numbers themselves are in the table beside it.
 */
import { scaleBand, scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { VNode } from "preact";
import type { Language } from "../http/documents.js";
import { formatNumber } from "./wording.js";

export interface Series {
  readonly name: string;
  /** One for each category; undefined where nothing may be shown or nothing is known. */
  readonly values: readonly (number | undefined)[];
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
/** Width of a character of a label, in pixels, on the safe side. */
const CHARACTER = 7.5;

/** The chart with its legend, in a figure; nothing when there is no number to draw. */
export function Chart(props: ChartProps): VNode | null {
  const { id, title, description, categories, language, shape } = props;
  const series = props.series.slice(0, MOST_SERIES);
  const numbers = series.flatMap(({ values }) => values.filter((value) => value !== undefined));
  if (numbers.length === 0) return null;
  const y = scaleLinear([Math.min(0, ...numbers), Math.max(1, ...numbers)], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice(
    5,
  );
  const ticks = y.ticks(5).map((at) => ({ at, text: formatNumber(at, language) }));
  const start = Math.max(...ticks.map(({ text }) => text.length)) * CHARACTER + 2 * GAP;
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
        <desc id={`${id}-desc`}>{description}</desc>
        {ticks.map(({ at, text }) => (
          <g key={at}>
            <line class="grid" x1={start} x2={WIDTH - MARGIN.right} y1={round(y(at))} y2={round(y(at))} />
            <text class="tick" x={start - GAP} y={round(y(at) + 4)} text-anchor="end">
              {text}
            </text>
          </g>
        ))}
        <line class="axis" x1={start} x2={WIDTH - MARGIN.right} y1={round(y(0))} y2={round(y(0))} />
        {labels(categories, x.step()).map(({ category, text }) => (
          <text key={category} class="tick" x={round(middle(category))} y={HEIGHT - 12} text-anchor="middle">
            {text}
          </text>
        ))}
        {series.map((each, place) => (
          <g key={each.name} class={`s${place}`}>
            {shape === "lines" ? (
              <Lines values={each.values} categories={categories} x={middle} y={y} language={language} />
            ) : (
              <Bars
                values={each.values}
                categories={categories}
                left={(category) => (x(category) ?? 0) + (place * x.bandwidth()) / series.length}
                width={x.bandwidth() / series.length}
                y={y}
                language={language}
              />
            )}
          </g>
        ))}
      </svg>
      {series.length > 1 ? (
        <ul class="legend" aria-hidden="true">
          {series.map(({ name }, place) => (
            <li key={name} class={`s${place}`}>
              {name}
            </li>
          ))}
        </ul>
      ) : null}
    </figure>
  );
}

interface Marks {
  readonly values: Series["values"];
  readonly categories: readonly string[];
  readonly y: (value: number) => number;
  readonly language: Language;
}

function Lines(props: Marks & { x: (category: string) => number }): VNode {
  const { values, categories, x, y, language } = props;
  const points = categories.map((category, place) => ({ category, value: values[place] }));
  const path = line<(typeof points)[number]>()
    .defined(({ value }) => value !== undefined)
    .x(({ category }) => round(x(category)))
    .y(({ value }) => round(y(value ?? 0)));
  return (
    <>
      <path class="line" d={path(points) ?? ""} />
      {points.map(({ category, value }) =>
        value === undefined ? null : (
          <circle key={category} class="dot" cx={round(x(category))} cy={round(y(value))} r="3.5">
            <title>{`${category}: ${formatNumber(value, language)}`}</title>
          </circle>
        ),
      )}
    </>
  );
}

function Bars(props: Marks & { left: (category: string) => number; width: number }): VNode {
  const { values, categories, left, width, y, language } = props;
  return (
    <>
      {categories.map((category, place) => {
        const value = values[place];
        if (value === undefined) return null;
        const [top, bottom] = [y(Math.max(0, value)), y(Math.min(0, value))];
        return (
          <rect
            key={category}
            class="bar"
            x={round(left(category))}
            width={round(Math.max(1, width - 1))}
            y={round(top)}
            height={round(bottom - top)}
          >
            <title>{`${category}: ${formatNumber(value, language)}`}</title>
          </rect>
        );
      })}
    </>
  );
}

/** Fewest characters of a name that still say something. */
const TELLING = 8;

/** Labels that do not run into one another: names cut short where enough of them is left, else one in so many, the last always. */
function labels(categories: readonly string[], step: number): readonly { category: string; text: string }[] {
  const room = Math.floor(step / CHARACTER);
  const longest = Math.max(...categories.map(({ length }) => length));
  if (longest > room && room >= TELLING) {
    return categories.map((category) => ({
      category,
      text: category.length > room ? `${category.slice(0, room - 1)}…` : category,
    }));
  }
  const every = Math.max(1, Math.ceil(longest / room));
  return categories
    .filter((_, place) => (categories.length - 1 - place) % every === 0)
    .map((category) => ({ category, text: category }));
}

/** A tenth of a pixel is enough, and keeps pages small. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
