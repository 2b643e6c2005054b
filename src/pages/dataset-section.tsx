/** What the page of a dataset says first: whose it is, what it is about, what one may do with it, and its files in a table. */
import type { VNode } from "preact";
import type { Quad, Term } from "../rdf/terms.js";
import type { Distributions } from "./distributions.js";
import { type FactsContext, Name, Text } from "./facts.js";
import { ELSEWHERE } from "./links.js";
import { bestText, literalsOf, nameOf } from "./names.js";
import { formatBytes, formatDay, formatNumber, safeHref } from "./wording.js";

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
    files: "Distributies",
    name: "naam",
    format: "vorm",
    size: "omvang",
    links: "adres",
    download: "download",
    open: "openen",
    more: (n: string) => `Nog ${n} distributies staan hieronder bij de gegevens.`,
    none: "De bron noemt geen bestanden of diensten.",
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
    files: "Distributions",
    name: "name",
    format: "format",
    size: "size",
    links: "address",
    download: "download",
    open: "open",
    more: (n: string) => `${n} more distributions are below among the facts.`,
    none: "The source names no files or services.",
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
      <Files own={own} distributions={distributions} context={context} />
    </>
  );
}

/** The values of a property, each once. */
function objectsOf(quads: readonly Quad[], property: string): Term[] {
  const found = quads.flatMap(({ predicate, object }) => (predicate.value === property ? [object] : []));
  return [...new Map(found.map((term) => [term.value, term])).values()];
}

function Row(props: { name: string; terms: readonly Term[]; context: FactsContext }): VNode | null {
  const { name, terms, context } = props;
  if (terms.length === 0) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {terms.map((term, place) => (
          <span key={term.value}>
            {place > 0 ? ", " : ""}
            <Value term={term} context={context} />
          </span>
        ))}
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

/** A link to an address that a source gave; text alone when it is none that is safe. */
function Elsewhere({ address, text, label }: { address: string; text: string; label?: string }): VNode {
  const href = safeHref(address);
  if (href === undefined) return <>{text}</>;
  return (
    <a href={href} rel={ELSEWHERE} aria-label={label}>
      {text}
    </a>
  );
}

function Files(props: { own: readonly Quad[]; distributions: Distributions; context: FactsContext }): VNode {
  const { own, distributions, context } = props;
  const { language } = context;
  const texts = TEXTS[language];
  const all = objectsOf(own, `${DCAT}distribution`).length;
  const left = all - distributions.iris.length;
  return (
    <section aria-labelledby="distributies">
      <h2 id="distributies">
        {texts.files} ({formatNumber(all, language)})
      </h2>
      {distributions.iris.length === 0 ? (
        <p>{texts.none}</p>
      ) : (
        <div class="scroll" tabindex={0} role="region" aria-labelledby="distributies">
          <table aria-labelledby="distributies">
            <thead>
              <tr>
                <th scope="col">{texts.name}</th>
                <th scope="col">{texts.format}</th>
                <th scope="col" class="n">
                  {texts.size}
                </th>
                <th scope="col">{texts.licence}</th>
                <th scope="col">{texts.modified}</th>
                <th scope="col">{texts.links}</th>
              </tr>
            </thead>
            <tbody>
              {distributions.iris.map((iri) => (
                <File key={iri} iri={iri} quads={distributions.quads} context={context} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {left > 0 ? <p class="soft">{texts.more(formatNumber(left, language))}</p> : null}
    </section>
  );
}

function File({ iri, quads, context }: { iri: string; quads: readonly Quad[]; context: FactsContext }): VNode {
  const { language } = context;
  const texts = TEXTS[language];
  const said = quads.filter(({ subject }) => subject.value === iri);
  const name = nameOf(iri, said, language) ?? context.names(iri);
  const description = bestText(literalsOf(said, `${DCT}description`), language);
  const formats = objectsOf(said, `${DCT}format`);
  const [size] = literalsOf(said, `${DCAT}byteSize`);
  const changed = [...literalsOf(said, `${DCT}modified`), ...literalsOf(said, `${DCT}issued`)][0];
  const downloads = objectsOf(said, `${DCAT}downloadURL`);
  const pages = objectsOf(said, `${DCAT}accessURL`).filter(
    ({ value }) => !downloads.some((download) => download.value === value),
  );
  return (
    <tr>
      <th scope="row">
        <Name iri={iri} context={{ ...context, names: () => name }} />
        {description === undefined || description === name ? null : <div class="soft">{description}</div>}
      </th>
      <td>{(formats.length > 0 ? formats : objectsOf(said, `${DCAT}mediaType`)).map(shortOf).join(", ")}</td>
      <td class="n">{size === undefined ? "–" : formatBytes(Number(size.value), language)}</td>
      <td>
        {objectsOf(said, `${DCT}license`).map((licence) => (
          <Name key={licence.value} iri={licence.value} context={context} />
        ))}
      </td>
      <td>{changed === undefined ? "–" : formatDay(changed.value.slice(0, 10), language)}</td>
      <td>
        {[
          ...downloads.map(({ value }) => ({ value, text: texts.download })),
          ...pages.map(({ value }) => ({ value, text: texts.open })),
        ].map(({ value, text }) => (
          <div key={value}>
            <Elsewhere address={value} text={text} label={`${text}: ${name}`} />
          </div>
        ))}
      </td>
    </tr>
  );
}

/** `…/file-type/CSV` → `CSV`, `…/media-types/text/csv` → `text/csv`. */
function shortOf({ value }: Term): string {
  return value.replace(/^.*\/media-types\//, "").replace(/^https?:.*[/#](?=.)/, "");
}
