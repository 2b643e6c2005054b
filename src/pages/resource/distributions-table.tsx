/** The distributions of a dataset in a table: form, size, licence, and addresses elsewhere. */
import type { VNode } from "preact";
import type { Quad, Term } from "../../rdf/terms.js";
import type { Distributions } from "./distributions.js";
import type { FactsContext } from "./facts-context.js";
import { Name } from "../named.js";
import { ELSEWHERE } from "../links.js";
import { bestText, literalsOf, nameOf } from "../names.js";
import { formatBytes, formatDay, formatNumber, safeHref } from "../wording.js";
import { Scroll } from "../scroll.js";

const DCT = "http://purl.org/dc/terms/";
const DCAT = "http://www.w3.org/ns/dcat#";

const TEXTS = {
  nl: {
    files: "Distributies",
    name: "naam",
    format: "vorm",
    size: "omvang",
    links: "adres",
    download: "download",
    open: "openen",
    more: (n: string) => `Nog ${n} distributies staan hieronder bij de gegevens.`,
    none: "De bron noemt geen bestanden of diensten.",
    licence: "licentie",
    modified: "gewijzigd",
  },
  en: {
    files: "Distributions",
    name: "name",
    format: "format",
    size: "size",
    links: "address",
    download: "download",
    open: "open",
    more: (n: string) => `${n} more distributions are below among the facts.`,
    none: "The source names no files or services.",
    licence: "licence",
    modified: "modified",
  },
} as const;

/** The values of a property, each once. */
export function objectsOf(quads: readonly Quad[], property: string): Term[] {
  const found = quads.flatMap(({ predicate, object }) => (predicate.value === property ? [object] : []));
  return [...new Map(found.map((term) => [term.value, term])).values()];
}

/** A link to an address that a source gave; text alone when it is none that is safe. */
export function Elsewhere({ address, text, label }: { address: string; text: string; label?: string }): VNode {
  const href = safeHref(address);
  if (href === undefined) return <>{text}</>;
  return (
    <a href={href} rel={ELSEWHERE} aria-label={label}>
      {text}
    </a>
  );
}

/** The files and services of a dataset, a row for each. */
export function DistributionsTable(props: {
  own: readonly Quad[];
  distributions: Distributions;
  context: FactsContext;
}): VNode {
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
        <Scroll labelledBy="distributies">
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
        </Scroll>
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
