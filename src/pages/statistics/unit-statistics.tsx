/** The statistics about a school or another unit: of each a chart and a table, with where the numbers come from. */
import type { VNode } from "preact";
import type { Ontology } from "../../resources/ontology.js";
import { Chart } from "./chart.js";
import { cubeChart, isTotal } from "./cube-chart.js";
import { figuresHref } from "./cube-figures.js";
import { type CubeStructure, structureOf } from "./cube-structure.js";
import type { FactsContext } from "../resource/facts-context.js";
import { Name } from "../named.js";
import { Sources } from "../resource/statement-sources.js";
import { linkTo } from "../links.js";
import { Masked, MaskedNote } from "./masked.js";
import { otherLanguage } from "../names.js";
import type { Observation, UnitCube } from "./observations.js";
import { Sums } from "./sums.js";
import { formatNumber } from "../wording.js";
import { rateIn, withRates } from "./rates.js";
import { Scroll } from "../scroll.js";

const TEXTS = {
  nl: {
    title: "Cijfers",
    year: "schooljaar",
    per: (measure: string, breakdown: string | undefined) =>
      breakdown === undefined ? `${measure} per schooljaar` : `${measure} per schooljaar, naar ${breakdown}`,
    by: (measure: string, breakdown: string, year: string) => `${measure} naar ${breakdown}, ${year}`,
    about: (title: string) => `${title}. De getallen staan in de tabel hieronder.`,
    rows: (n: number) => `De cijfers in een tabel (${n} rijen)`,
    many: (n: string) => `${n} waarnemingen: te veel voor deze pagina.`,
    workedOut: (rate: string, part: string, whole: string) =>
      `Waar de bron geen ${rate} geeft, is het hier berekend: ${part} gedeeld door ${whole}.`,
    late: "Ze worden hier opgeteld, maar dat duurde nu te lang: laad deze pagina over een minuut opnieuw.",
    added: (n: string) => `Opgeteld uit ${n} waarnemingen.`,
    csv: "Download als CSV",
    all: "De hele statistiek",
    from: "Uit",
  },
  en: {
    title: "Figures",
    year: "school year",
    per: (measure: string, breakdown: string | undefined) =>
      breakdown === undefined ? `${measure} per school year` : `${measure} per school year, by ${breakdown}`,
    by: (measure: string, breakdown: string, year: string) => `${measure} by ${breakdown}, ${year}`,
    about: (title: string) => `${title}. The numbers are in the table below.`,
    rows: (n: number) => `The figures in a table (${n} rows)`,
    many: (n: string) => `${n} observations: too many for this page.`,
    workedOut: (rate: string, part: string, whole: string) =>
      `Where the source gives no ${rate}, it is worked out here: ${part} divided by ${whole}.`,
    late: "They are added up here, but that took too long just now: reload this page in a minute.",
    added: (n: string) => `Added up from ${n} observations.`,
    csv: "Download as CSV",
    all: "The whole statistic",
    from: "From",
  },
} as const;

/** A table with more rows than these is folded. */
const OPEN_ROWS = 12;

interface Props {
  readonly unit: string;
  readonly cubes: readonly UnitCube[];
  readonly ontology: Ontology;
  readonly context: FactsContext;
}

export function UnitStatistics({ unit, cubes, ontology, context }: Props): VNode {
  const texts = TEXTS[context.language];
  const masked = cubes.some(({ observations }) => observations.some((each) => each.masked.size > 0));
  return (
    <section aria-labelledby="cijfers">
      <h2 id="cijfers">{texts.title}</h2>
      {masked ? <MaskedNote language={context.language} /> : null}
      {cubes.map((cube, place) => (
        <Cube key={cube.iri} {...{ unit, cube, place, ontology, context }} />
      ))}
    </section>
  );
}

function Cube(props: Omit<Props, "cubes"> & { cube: UnitCube; place: number }): VNode {
  const { unit, cube, place, context } = props;
  const { site, language } = context;
  const texts = TEXTS[language];
  const structure = structureOf(props.ontology, site.base, cube.iri);
  const graphs = cube.totals?.graphs ?? [...new Set(cube.observations.map(({ graph }) => graph))].sort();
  const count = formatNumber(cube.count, language);
  const observations = structure === undefined ? cube.observations : withRates(structure, cube.observations);
  return (
    <>
      <h3 lang={otherLanguage(cube.titleLanguage, language)}>{cube.title}</h3>
      {cube.totals !== undefined ? (
        <>
          <p class="soft">{texts.added(count)}</p>
          <Sums id={`grafiek-${place}`} totals={cube.totals} about={texts.added(count)} context={context} />
        </>
      ) : structure === undefined || cube.observations.length === 0 ? (
        <p>
          {texts.many(count)} {cube.isLate === true ? texts.late : null}
        </p>
      ) : (
        <>
          <CubeFigure id={`grafiek-${place}`} {...{ structure, observations, cube, context }} />
          <Table {...{ structure, observations, cube, context }} />
          <RateNote {...{ structure, observations, cube, context }} />
        </>
      )}
      <div class="row soft">
        {graphs.length === 0 ? null : (
          <div>
            {texts.from}
            <Sources graphs={graphs} context={context} />
          </div>
        )}
        <a href={linkTo(site, language, cube.iri)} aria-label={`${texts.all}: ${cube.title}`}>
          {texts.all}
        </a>
        {structure === undefined ? null : (
          <a href={figuresHref(site, cube.iri, structure, { unit })} aria-label={`${texts.csv}: ${cube.title}`}>
            {texts.csv}
          </a>
        )}
      </div>
    </>
  );
}

interface FiguresProps {
  readonly structure: CubeStructure;
  /** Those of the statistic, with the rates that follow from them. */
  readonly observations: readonly Observation[];
  readonly cube: UnitCube;
  readonly context: FactsContext;
}

/** That a rate was worked out here, where the source does not give it. */
function RateNote({ structure, observations, cube, context }: FiguresProps): VNode | null {
  const rate = rateIn(structure);
  const has = (all: readonly Observation[]): number =>
    all.filter(({ measures }) => rate !== undefined && measures.has(rate.rate)).length;
  if (rate === undefined || has(observations) === has(cube.observations)) return null;
  const { names, language } = context;
  return <p class="soft">{TEXTS[language].workedOut(names(rate.rate), names(rate.part), names(rate.whole))}</p>;
}

function CubeFigure(props: FiguresProps & { id: string }): VNode | null {
  const { id, structure, observations, context } = props;
  const { language, names } = context;
  const texts = TEXTS[language];
  const chart = cubeChart(structure, observations);
  if (chart === undefined) return null;
  const breakdown = chart.breakdown === undefined ? undefined : names(chart.breakdown);
  const title = chart.overTime
    ? texts.per(names(chart.measure), breakdown)
    : texts.by(names(chart.measure), breakdown ?? "", chart.series[0]?.name ?? "");
  return (
    <Chart
      id={id}
      title={title}
      description={texts.about(title)}
      categories={chart.categories}
      series={chart.series}
      shape={chart.overTime && chart.categories.length > 3 ? "lines" : "bars"}
      language={language}
    />
  );
}

/** Dimensions that say something: more than that a number is the total. */
function tellingDimensions(structure: CubeStructure, observations: readonly Observation[]): string[] {
  return structure.breakdowns.filter((dimension) =>
    observations.some((each) => !isTotal(each.dimensions.get(dimension)?.iri ?? "/totaal")),
  );
}

function nameIn(observation: Observation, dimension: string): string {
  return observation.dimensions.get(dimension)?.name ?? "–";
}

function Table({ structure, observations, cube, context }: FiguresProps): VNode {
  const texts = TEXTS[context.language];
  const dimensions = tellingDimensions(structure, observations);
  const measures = structure.measures.filter((measure) =>
    observations.some((each) => each.measures.has(measure) || each.masked.has(measure)),
  );
  const order = (each: Observation): string => [each.year, ...dimensions.map((d) => nameIn(each, d))].join("\0");
  const rows = observations.toSorted((a, b) => order(a).localeCompare(order(b), "nl", { numeric: true }));
  const table = (
    <Scroll label={cube.title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{texts.year}</th>
            {dimensions.map((dimension) => (
              <th key={dimension} scope="col">
                <Name iri={dimension} context={context} plain />
              </th>
            ))}
            {measures.map((measure) => (
              <th key={measure} scope="col" class="n">
                <Name iri={measure} context={context} plain />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((each, place) => (
            <tr key={place}>
              <th scope="row" class="year">
                {each.year}
              </th>
              {dimensions.map((dimension) => (
                <td key={dimension}>{nameIn(each, dimension)}</td>
              ))}
              {measures.map((measure) => (
                <td key={measure} class="n">
                  <Measured observation={each} measure={measure} context={context} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
  if (rows.length <= OPEN_ROWS) return table;
  return (
    <details>
      <summary>{texts.rows(rows.length)}</summary>
      {table}
    </details>
  );
}

function Measured(props: { observation: Observation; measure: string; context: FactsContext }): VNode {
  const { observation, measure, context } = props;
  if (observation.masked.has(measure)) return <Masked language={context.language} short />;
  const value = observation.measures.get(measure);
  return <>{value === undefined ? "–" : formatNumber(value, context.language)}</>;
}
