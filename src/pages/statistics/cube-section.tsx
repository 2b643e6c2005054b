/** What the page of a statistic, or of one school year of it, shows: its sums and what they are of, and all its numbers as CSV. */
import type { VNode } from "preact";
import { figuresHref } from "./cube-figures.js";
import type { CubeStructure } from "./cube-structure.js";
import type { AddedUp } from "./cube-totals.js";
import type { FactsContext } from "../resource/facts-context.js";
import { linkTo } from "../links.js";
import { Sums } from "./sums.js";
import { formatNumber } from "../wording.js";
import { otherLanguage } from "../names.js";

const TEXTS = {
  nl: {
    title: "Overzicht",
    about: "Opgeteld over alle eenheden in deze dienst. De getallen staan in de tabel hieronder.",
    files: (n: number, count: string) =>
      n === 1
        ? "Opgeteld is wat één bestand zegt; wat daar niet in staat, telt niet mee:"
        : `Opgeteld is wat ${count} bestanden zeggen; wat daar niet in staat, telt niet mee:`,
    more: (n: string) => `en nog ${n}`,
    late: "De cijfers worden nog opgeteld: dat duurt langer dan deze pagina wacht. Laad de pagina over een minuut opnieuw. De cijfers zelf zijn er als CSV.",
    csv: "Download alle cijfers als CSV",
  },
  en: {
    title: "Overview",
    about: "Added up over all units in this service. The numbers are in the table below.",
    files: (n: number, count: string) =>
      n === 1
        ? "Added up is what one file says; what is not in it is not counted:"
        : `Added up is what ${count} files say; what is not in them is not counted:`,
    more: (n: string) => `and ${n} more`,
    late: "The figures are still being added up: that takes longer than this page waits. Reload it in a minute. The figures themselves can be had as CSV.",
    csv: "Download all figures as CSV",
  },
} as const;

/** Files that are named at most. */
const MOST_NAMED = 5;

export function CubeSection(props: {
  readonly cube: string;
  readonly structure: CubeStructure;
  readonly totals: AddedUp;
  /** The school year that it is of; undefined when of all. */
  readonly year: string | undefined;
  readonly context: FactsContext;
}): VNode {
  const { cube, structure, totals, year, context } = props;
  const { site, language } = context;
  const texts = TEXTS[language];
  return (
    <section aria-labelledby="overzicht">
      <h2 id="overzicht">{texts.title}</h2>
      {totals === "late" ? <p>{texts.late}</p> : null}
      {totals === "late" || totals === undefined ? null : (
        <>
          <Files graphs={totals.graphs ?? []} context={context} />
          <Sums id="grafiek" {...{ totals, about: texts.about, context }} />
        </>
      )}
      <p class="row">
        <a href={figuresHref(site, cube, structure, { year })}>{texts.csv}</a>
      </p>
    </section>
  );
}

/** The files that the sums are of, by name: two of a single municipality are not read as the whole country. */
function Files({
  graphs,
  context,
}: {
  readonly graphs: readonly string[];
  readonly context: FactsContext;
}): VNode | null {
  const { site, language, origins } = context;
  const texts = TEXTS[language];
  if (graphs.length === 0) return null;
  const rest = graphs.length - MOST_NAMED;
  return (
    <>
      <p class="soft">{texts.files(graphs.length, formatNumber(graphs.length, language))}</p>
      <ul class="soft">
        {graphs.slice(0, MOST_NAMED).map((graph) => (
          <li key={graph}>
            <a href={linkTo(site, language, graph)} lang={otherLanguage("nl", language)}>
              {origins.get(graph)?.title ?? graph}
            </a>
          </li>
        ))}
        {rest > 0 ? <li>{texts.more(formatNumber(rest, language))}</li> : null}
      </ul>
    </>
  );
}
