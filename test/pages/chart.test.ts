import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { expect, it } from "vitest";
import { Chart } from "#src/pages/chart.js";

it.each([5, 98_000, 1_400_000, 123_456_789])("the labels of the axis fit in the picture up to %d", (most) => {
  const svg = renderToString(
    h(Chart, {
      id: "x",
      title: "x",
      description: "x",
      categories: ["2023-2024", "2024-2025"],
      series: [{ name: "", values: [1, most] }],
      shape: "bars",
      language: "nl",
    }),
  );
  const labels = [...svg.matchAll(/<text class="tick" x="([\d.]+)"[^>]*text-anchor="end"[^>]*>([^<]*)</g)];
  expect(labels.length).toBeGreaterThan(2);
  // Letters of 13 pixels are some 7.5 wide.
  for (const [, end, text = ""] of labels) expect(Number(end)).toBeGreaterThanOrEqual(7.5 * text.length);
});
