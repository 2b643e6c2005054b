/** One bar, as long as all votes together, with a key in the order of its parts: it can be read without its colours. */
import type { VNode } from "preact";
import type { CHOICES } from "./vote-words.js";

interface Part {
  readonly choice: (typeof CHOICES)[number];
  readonly count: number;
  /** What the key says of it, "voor: 20 zetels". */
  readonly label: string;
}

const CLASS = { Voor: "vote-for", Tegen: "vote-against", "Niet deelgenomen": "vote-none" } as const;
const WIDTH = 704;
const HEIGHT = 34;

export function VoteBar({ parts }: { parts: readonly Part[] }): VNode | null {
  const all = parts.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return null;
  let before = 0;
  const drawn = parts.map(({ choice, count }) => {
    const x = (before / all) * WIDTH;
    before += count;
    return { choice, x, width: (count / all) * WIDTH };
  });
  return (
    <figure>
      <svg
        class="chart"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        width={WIDTH}
        height={HEIGHT}
        role="img"
        aria-label={parts.map(({ label }) => label).join(", ")}
      >
        {drawn.map(({ choice, x, width }) => (
          <rect
            key={choice}
            class={`vote ${CLASS[choice]}`}
            x={Math.round(x)}
            y="2"
            width={Math.max(1, Math.round(width) - 1)}
            height={HEIGHT - 4}
          />
        ))}
      </svg>
      <ul class="legend" aria-hidden="true">
        {parts.map(({ choice, label }) => (
          <li key={choice} class={CLASS[choice]}>
            {label}
          </li>
        ))}
      </ul>
    </figure>
  );
}
