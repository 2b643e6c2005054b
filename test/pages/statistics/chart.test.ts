import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { expect, it } from "vitest";
import { Chart, type ChartProps } from "#src/pages/statistics/chart.js";

function drawn(props: Partial<ChartProps>): string {
  return renderToString(
    h(Chart, {
      id: "x",
      title: "x",
      description: "Over leerlingen.",
      categories: ["2023-2024", "2024-2025"],
      series: [],
      shape: "bars",
      language: "nl",
      ...props,
    }),
  );
}

it.each([5, 98_000, 1_400_000, 123_456_789])("the labels of the axis fit in the picture up to %d", (most) => {
  const svg = drawn({ series: [{ name: "", values: [1, most] }] });
  const labels = [...svg.matchAll(/<text class="tick" x="([\d.]+)"[^>]*text-anchor="end"[^>]*>([^<]*)</g)];
  expect(labels.length).toBeGreaterThan(2);
  // On a phone letters are 22 of the picture high, and some 12 wide.
  for (const [, end, text = ""] of labels) expect(Number(end)).toBeGreaterThanOrEqual(12 * text.length);
});

it.each(["bars", "lines"] as const)("a masked number is marked in %s, as it is not zero", (shape) => {
  const series = [{ name: "", values: ["masked", 20] as const }];
  const svg = drawn({ shape, series });
  expect(svg.match(/<rect class="stub"/g)).toHaveLength(1);
  expect(svg).toContain("<title>2023-2024: geheel of deels afgeschermd</title>");
  expect(svg).toContain(
    '<li class="stub">geheel of deels afgeschermd (minder dan 5): geen getal, maar ook geen nul</li>',
  );
  expect(svg).toMatch(/<desc[^>]*>Over leerlingen\. Soms is er geen getal: geheel of deels afgeschermd/);
  expect(drawn({ shape, series, language: "en" })).toContain("<title>2023-2024: wholly or partly masked</title>");
});

it("what is not known has no mark, and a chart without masked numbers says nothing of them", () => {
  expect(drawn({ series: [{ name: "", values: [undefined, 20] }] })).not.toContain("stub");
});

it("on a phone fewer years stand below a chart than on a wide screen, the last on both", () => {
  const years = Array.from({ length: 30 }, (_, i) => `${1996 + i}-${1997 + i}`);
  const svg = drawn({ categories: years, series: [{ name: "", values: years.map(() => 1) }] });
  const count = (type: string): number =>
    svg.match(new RegExp(`class="${type}"[^>]*text-anchor="middle"`, "g"))?.length ?? 0;
  const [both, wide, narrow] = [count("tick"), count("tick wide"), count("tick narrow")];
  expect(both).toBeGreaterThan(0);
  expect(both + narrow).toBeLessThan(both + wide);
  expect(svg).toMatch(/class="tick" [^>]*text-anchor="middle">2025-2026</);
});

it("a name that is cut short is cut shorter on a phone", () => {
  const categories = ["speciaal basisonderwijs", "voortgezet speciaal onderwijs", "basisonderwijs", "onbekend"];
  const svg = drawn({ categories, series: [{ name: "", values: [1, 2, 3, 4] }] });
  const text = (only: string): string => new RegExp(`class="tick ${only}"[^>]*>(voort[^<]*)`).exec(svg)?.[1] ?? "";
  expect(text("wide").length).toBeGreaterThan(text("narrow").length);
  expect(text("narrow")).toMatch(/^voort.*…$/);
});
