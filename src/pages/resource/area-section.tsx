/** What a municipality, province or region has: how many things of each kind, and its schools by what they teach. */
import type { VNode } from "preact";
import type { Site } from "../../http/site.js";
import type { ResourceView } from "../../resources/resource-routes.js";
import { select, sparqlIri } from "../../sparql/select.js";
import type { BroaderProperties } from "./broader-properties.js";
import type { FactsContext } from "./facts-context.js";
import { Name } from "../named.js";
import type { KindParts } from "./parts.js";
import { Scroll } from "../scroll.js";
import { formatNumber } from "../wording.js";

const TEXTS = {
  nl: {
    title: "In cijfers",
    kind: "soort",
    count: "aantal",
    schools: "Vestigingen naar onderwijsstructuur",
    several: "Een vestiging met meer dan één structuur telt bij elk daarvan mee.",
    boards: "Vestigingen naar bevoegd gezag",
    most: (n: number) => `De ${n} met de meeste vestigingen hier.`,
  },
  en: {
    title: "In figures",
    kind: "kind",
    count: "number",
    schools: "Locations by educational structure",
    several: "A location with more than one structure counts in each of them.",
    boards: "Locations by school board",
    most: (n: number) => `The ${n} with most locations here.`,
  },
} as const;

/** Rows of a table at most. */
const MOST = 20;

/** How many of what. */
interface Count {
  readonly iri: string;
  readonly n: number;
}

/** The page of an area that others say they are in. */
export async function ofArea(site: Site, view: ResourceView, broader: BroaderProperties): Promise<KindParts> {
  const ond = `${site.base}/def/onderwijs#`;
  const words = view.inbound
    .map(({ predicate }) => predicate)
    .filter((predicate) => broader.get(predicate)?.has(`${ond}inGebied`) === true);
  if (words.length === 0) return {};
  const within = words
    .map((word) => `{ ?thing ${sparqlIri(word)} ${sparqlIri(view.description.iri)} }`)
    .join(" UNION ");
  const counted = async (of: string): Promise<Count[]> => {
    const rows = await select(
      site.store,
      `SELECT ?of (COUNT(DISTINCT ?thing) AS ?n) WHERE { ${within} ${of} } GROUP BY ?of ORDER BY DESC(?n) ?of LIMIT ${MOST}`,
      site.queryTimeoutMs,
    );
    return rows.flatMap((row) =>
      row["of"] === undefined ? [] : [{ iri: row["of"].value, n: Number(row["n"]?.value) }],
    );
  };
  const [kinds, structures, boards] = await Promise.all([
    counted(`?thing a ?of FILTER(STRSTARTS(STR(?of), "${ond}"))`),
    counted(`?thing a <${ond}Vestiging> ; <${ond}onderwijsstructuur> ?of`),
    counted(`?thing a <${ond}Vestiging> ; <${ond}bevoegdGezag> ?of`),
  ]);
  if (kinds.length === 0) return {};
  return {
    named: [...structures, ...boards].map(({ iri }) => iri),
    below: (context) => <AreaSection {...{ kinds, structures, boards, context }} />,
  };
}

function AreaSection(props: {
  readonly kinds: readonly Count[];
  readonly structures: readonly Count[];
  readonly boards: readonly Count[];
  readonly context: FactsContext;
}): VNode {
  const { kinds, structures, boards, context } = props;
  const { names } = context;
  const texts = TEXTS[context.language];
  const ond = `${context.site.base}/def/onderwijs#`;
  return (
    <section aria-labelledby="in-cijfers">
      <h2 id="in-cijfers">{texts.title}</h2>
      <Counts title={texts.title} of={texts.kind} counts={kinds} context={context} />
      {structures.length === 0 ? null : (
        <>
          <h3>{texts.schools}</h3>
          <Counts title={texts.schools} of={names(`${ond}onderwijsstructuur`)} counts={structures} context={context} />
          <p class="soft">{texts.several}</p>
        </>
      )}
      {boards.length === 0 ? null : (
        <>
          <h3>{texts.boards}</h3>
          <Counts title={texts.boards} of={names(`${ond}bevoegdGezag`)} counts={boards} context={context} />
          {boards.length < MOST ? null : <p class="soft">{texts.most(MOST)}</p>}
        </>
      )}
    </section>
  );
}

/** @param props `of`: what is counted, as the head of its column says */
function Counts(props: { title: string; of: string; counts: readonly Count[]; context: FactsContext }): VNode {
  const { title, of, counts, context } = props;
  const texts = TEXTS[context.language];
  return (
    <Scroll label={title}>
      <table aria-label={title} class="short">
        <thead>
          <tr>
            <th scope="col">{of}</th>
            <th scope="col" class="n">
              {texts.count}
            </th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ iri, n }) => (
            <tr key={iri}>
              <th scope="row">
                <Name iri={iri} context={context} />
              </th>
              <td class="n">{formatNumber(n, context.language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
