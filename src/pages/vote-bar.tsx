/** One bar, as long as all votes together, with words under its parts: it can be read without its colours. */
import type { VNode } from "preact";
import type { CHOICES } from "./vote-count.js";

interface Part {
  readonly choice: (typeof CHOICES)[number];
  readonly count: number;
  readonly label: string;
}

const CLASS = { Voor: "vote-for", Tegen: "vote-against", "Niet deelgenomen": "vote-none" } as const;
const WIDTH = 704;
/** Width of a character of a label, and what keeps two labels apart. */
const CHARACTER = 7;
const GAP = 14;

export function VoteBar(props: { id: string; title: string; bars: readonly Part[] }): VNode | null {
  const { id, title, bars } = props;
  const all = bars.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return null;
  let before = 0;
  const parts = bars.map((part) => {
    const x = (before / all) * WIDTH;
    before += part.count;
    return { ...part, x, width: (part.count / all) * WIDTH };
  });
  const places = labelPlaces(parts);
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} 52`} width={WIDTH} height="52" role="img" aria-labelledby={id}>
      <title id={id}>{title}</title>
      {parts.map(({ choice, x, width }) => (
        <rect
          key={choice}
          class={CLASS[choice]}
          x={Math.round(x)}
          y="2"
          width={Math.max(1, Math.round(width) - 1)}
          height="30"
        />
      ))}
      {parts.map(({ choice, label }, place) => (
        <text key={choice} x={Math.round(places[place] ?? 0)} y="47">
          {label}
        </text>
      ))}
    </svg>
  );
}

/** Where each label begins: under its part where there is room, in the order of the parts always. */
function labelPlaces(parts: readonly { x: number; label: string }[]): number[] {
  const places: number[] = [];
  let end = WIDTH + GAP;
  for (const { x, label } of parts.toReversed()) {
    const place = Math.max(0, Math.min(x, end - GAP - label.length * CHARACTER));
    places.unshift(place);
    end = place;
  }
  return places;
}
