/** What a chart draws of one series: lines or bars, and stubs where a number is masked, which would read as zero else. */
import { line } from "d3-shape";
import type { VNode } from "preact";
import type { Language } from "../../http/documents.js";
import { formatNumber } from "../wording.js";

/** A number; `masked` where the source keeps it back, or a part of it; undefined where nothing is known. */
export type ChartValue = number | "masked" | undefined;

export interface Marks {
  readonly values: readonly ChartValue[];
  readonly categories: readonly string[];
  readonly y: (value: number) => number;
  readonly language: Language;
}

/** Where the bars of a series are. */
export interface Slots {
  readonly left: (category: string) => number;
  readonly width: number;
}

export const MASKED = {
  nl: {
    here: (category: string) => `${category}: geheel of deels afgeschermd`,
    legend: "geheel of deels afgeschermd (minder dan 5): geen getal, maar ook geen nul",
    said: "Soms is er geen getal: geheel of deels afgeschermd (minder dan 5), wat geen nul is.",
  },
  en: {
    here: (category: string) => `${category}: wholly or partly masked`,
    legend: "wholly or partly masked (fewer than 5): no number, but not zero either",
    said: "Some have no number: wholly or partly masked (fewer than 5), which is not zero.",
  },
} as const;

/** Height of a stub, and its width at most. */
const STUB = { height: 16, width: 18 };

/** A line through the numbers, with a gap where there is none. */
export function Lines(props: Marks & { readonly x: (category: string) => number }): VNode {
  const { values, categories, x, y, language } = props;
  const points = categories.map((category, place) => {
    const value = values[place];
    return { category, value: typeof value === "number" ? value : undefined };
  });
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

/** A bar for each number. */
export function Bars(props: Marks & Slots): VNode {
  const { values, categories, left, width, y, language } = props;
  return (
    <>
      {categories.map((category, place) => {
        const value = values[place];
        if (typeof value !== "number") return null;
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

/** A stub on the axis for each number that is masked, in lines and bars alike. */
export function Stubs(props: Marks & Slots): VNode {
  const { values, categories, left, width, y, language } = props;
  const broad = Math.max(2, Math.min(STUB.width, width - 1));
  return (
    <>
      {categories.map((category, place) =>
        values[place] === "masked" ? (
          <rect
            key={category}
            class="stub"
            x={round(left(category) + (width - broad) / 2)}
            width={round(broad)}
            y={round(y(0) - STUB.height)}
            height={STUB.height}
          >
            <title>{MASKED[language].here(category)}</title>
          </rect>
        ) : null,
      )}
    </>
  );
}

/** A tenth of a pixel is enough, and keeps pages small. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
