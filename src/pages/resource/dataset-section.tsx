/** What the page of a dataset says first: whose it is, what it is about, what one may do with it, and its files in a table. */
import type { VNode } from "preact";
import type { Term } from "../../rdf/terms.js";
import type { Distributions } from "./distributions.js";
import { DistributionsTable, Elsewhere, objectsOf } from "./distributions-table.js";
import type { FactsContext } from "./facts-context.js";
import { Name, Text } from "../named.js";
import { bestText, literalsOf, nameOf } from "../names.js";
import { formatDay } from "../wording.js";

const DCT = "http://purl.org/dc/terms/";
const DCAT = "http://www.w3.org/ns/dcat#";
const VCARD = "http://www.w3.org/2006/vcard/ns#";
const ADMS = "http://www.w3.org/ns/adms#";

const TEXTS = {
  nl: {
    publisher: "uitgever",
    theme: "thema",
    keyword: "trefwoorden",
    licence: "licentie",
    access: "openbaarheid",
    status: "status",
    issued: "uitgegeven",
    modified: "gewijzigd",
    frequency: "wordt bijgewerkt",
    period: "gaat over de periode",
    contact: "contact",
    page: "pagina bij de bron",
    from: "van",
    to: "tot en met",
  },
  en: {
    publisher: "publisher",
    theme: "theme",
    keyword: "keywords",
    licence: "licence",
    access: "access",
    status: "status",
    issued: "issued",
    modified: "modified",
    frequency: "is updated",
    period: "is about the period",
    contact: "contact",
    page: "page of the source",
    from: "from",
    to: "up to",
  },
} as const;

/** What this section tells, so that the facts need not. */
export const TOLD_OF_DATASET: ReadonlySet<string> = new Set([
  ...["title", "description", "publisher", "license", "accessRights", "issued", "modified"].map((name) => DCT + name),
  ...["accrualPeriodicity", "temporal"].map((name) => DCT + name),
  ...["theme", "keyword", "contactPoint", "landingPage"].map((name) => DCAT + name),
  `${ADMS}status`,
]);

interface Props {
  readonly dataset: string;
  readonly distributions: Distributions;
  readonly context: FactsContext;
}

export function DatasetSection({ dataset, distributions, context }: Props): VNode {
  const { language, quads } = context;
  const texts = TEXTS[language];
  const own = quads.filter(({ subject }) => subject.value === dataset);
  const description = bestText(literalsOf(own, `${DCT}description`), language);
  const rows: [string, string][] = [
    [texts.publisher, `${DCT}publisher`],
    [texts.theme, `${DCAT}theme`],
    [texts.keyword, `${DCAT}keyword`],
    [texts.licence, `${DCT}license`],
    [texts.access, `${DCT}accessRights`],
    [texts.status, `${ADMS}status`],
    [texts.issued, `${DCT}issued`],
    [texts.modified, `${DCT}modified`],
    [texts.frequency, `${DCT}accrualPeriodicity`],
    [texts.page, `${DCAT}landingPage`],
  ];
  return (
    <>
      {description === undefined ? null : <p class="lead">{description}</p>}
      <dl class="facts">
        {rows.map(([name, property]) => (
          <Row key={property} name={name} terms={objectsOf(own, property)} context={context} />
        ))}
        <Period dataset={dataset} context={context} />
        <Contact dataset={dataset} context={context} />
      </dl>
      <DistributionsTable own={own} distributions={distributions} context={context} />
    </>
  );
}

function Row(props: { name: string; terms: readonly Term[]; context: FactsContext }): VNode | null {
  const { name, terms, context } = props;
  if (terms.length === 0) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {/* A name may have commas of its own. */}
        <ul>
          {terms.map((term) => (
            <li key={term.value}>
              <Value term={term} context={context} />
            </li>
          ))}
        </ul>
      </dd>
    </div>
  );
}

function Value({ term, context }: { term: Term; context: FactsContext }): VNode {
  if (term.termType !== "Literal") return <Name iri={term.value} context={context} />;
  // What a portal calls a moment is a day at midnight.
  const [, day] = /^(\d{4}-\d\d-\d\d)T/.exec(term.value) ?? [];
  return day === undefined ? <Text term={term} context={context} /> : <>{formatDay(day, context.language)}</>;
}

function Period({ dataset, context }: { dataset: string; context: FactsContext }): VNode | null {
  const { language, quads } = context;
  const texts = TEXTS[language];
  const periods = objectsOf(
    quads.filter(({ subject }) => subject.value === dataset),
    `${DCT}temporal`,
  );
  if (periods.length === 0) return null;
  return (
    <div>
      <dt>{texts.period}</dt>
      <dd>
        {periods.map((period) => {
          const said = quads.filter(({ subject }) => subject.value === period.value);
          const [from] = literalsOf(said, `${DCAT}startDate`);
          const [to] = literalsOf(said, `${DCAT}endDate`);
          const name = nameOf(period.value, said, language);
          return (
            <div key={period.value}>
              {[
                name,
                from === undefined ? undefined : `${texts.from} ${formatDay(from.value, language)}`,
                to === undefined ? undefined : `${texts.to} ${formatDay(to.value, language)}`,
              ]
                .filter((part) => part !== undefined)
                .join(" ")}
            </div>
          );
        })}
      </dd>
    </div>
  );
}

function Contact({ dataset, context }: { dataset: string; context: FactsContext }): VNode | null {
  const { language, quads } = context;
  const points = objectsOf(
    quads.filter(({ subject }) => subject.value === dataset),
    `${DCAT}contactPoint`,
  );
  if (points.length === 0) return null;
  return (
    <div>
      <dt>{TEXTS[language].contact}</dt>
      <dd>
        {points.map((point) => {
          const said = quads.filter(({ subject }) => subject.value === point.value);
          const name = bestText(literalsOf(said, `${VCARD}fn`), language);
          const ways = ["hasEmail", "hasTelephone", "hasURL"].flatMap((way) => objectsOf(said, VCARD + way));
          return (
            <div key={point.value}>
              {name}
              {ways.map((way) => (
                <span key={way.value}>
                  {" · "}
                  <Elsewhere address={way.value} text={way.value.replace(/^(?:mailto:|tel:|https?:\/\/)/, "")} />
                </span>
              ))}
            </div>
          );
        })}
      </dd>
    </div>
  );
}
