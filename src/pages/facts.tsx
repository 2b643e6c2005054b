/** What is said of a thing, as a list of properties and values, each value with the graph it is from. */
import type { VNode } from "preact";
import type { Language } from "../http/documents.js";
import type { Site } from "../http/site.js";
import { shortSourceName } from "../ingest/source-names.js";
import { nodeKey } from "../rdf/subjects.js";
import { type Quad, RDF_TYPE, RDFS_LABEL, type Term, XSD } from "../rdf/terms.js";
import type { GraphOrigin } from "../resources/graph-origins.js";
import { ELSEWHERE, linkTo } from "./links.js";
import { type Names, otherLanguage } from "./names.js";
import { addressLine } from "./places.js";
import { formatDate, formatLiteral, isNamed, safeHref, termName } from "./wording.js";

export interface FactsContext {
  readonly site: Site;
  readonly language: Language;
  readonly names: Names;
  readonly origins: ReadonlyMap<string, GraphOrigin>;
  readonly quads: readonly Quad[];
}

/** What it takes to write a link with a name. */
export type NamingContext = Pick<FactsContext, "site" | "language" | "names">;

interface Value {
  readonly term: Term;
  readonly graphs: readonly string[];
}

interface Property {
  readonly predicate: string;
  readonly values: Value[];
}

/** The properties of a subject; one value with the several graphs that say it. */
function propertiesOf(iri: string, quads: readonly Quad[]): Property[] {
  const properties = new Map<string, Map<string, { term: Term; graphs: string[] }>>();
  for (const { subject, predicate, object, graph } of quads) {
    if (subject.value !== iri) continue;
    const values = properties.get(predicate.value) ?? new Map<string, { term: Term; graphs: string[] }>();
    properties.set(predicate.value, values);
    const key =
      object.termType === "Literal" ? `"${object.language}^${object.datatype.value}"${object.value}` : nodeKey(object);
    const known = values.get(key);
    if (known === undefined) values.set(key, { term: object, graphs: [graph.value] });
    else if (!known.graphs.includes(graph.value)) known.graphs.push(graph.value);
  }
  return [...properties].map(([predicate, values]) => ({ predicate, values: [...values.values()] }));
}

/** A hash child that several properties point to is shown under one of them, ours by preference. */
function childrenOnce(properties: readonly Property[], context: FactsContext): Property[] {
  const owners = new Map<string, string>();
  for (const { predicate, values } of properties) {
    for (const { term } of values) {
      if (term.termType !== "NamedNode" || !isDescribedChild(term.value, context)) continue;
      const owner = owners.get(term.value);
      const better =
        owner === undefined || (predicate.startsWith(context.site.base) && !owner.startsWith(context.site.base));
      if (better) owners.set(term.value, predicate);
    }
  }
  return properties.flatMap(({ predicate, values }) => {
    const kept = values.filter(({ term }) => (owners.get(term.value) ?? predicate) === predicate);
    return kept.length === 0 ? [] : [{ predicate, values: kept }];
  });
}

/** What the name of a property ends in that refers to the thing which its namesake gives the text of. */
const REFERENCE = /(?:Begrip|Ref)$/;

/** A text and the thing it was made into are told once: as the thing, where that is called so. */
function textsOnce(properties: readonly Property[], { names }: FactsContext): Property[] {
  const byPredicate = new Map(properties.map((property) => [property.predicate, property]));
  const replaced = new Map<string, string>();
  for (const { predicate, values } of properties) {
    const text = byPredicate.get(predicate.replace(REFERENCE, ""));
    if (text === undefined || text.predicate === predicate) continue;
    const called = new Set(values.map(({ term }) => names(term.value)));
    if (text.values.every(({ term }) => term.termType === "Literal" && called.has(term.value))) {
      replaced.set(text.predicate, predicate);
    }
  }
  const references = new Set(replaced.values());
  return properties.flatMap((property) => {
    const { predicate } = property;
    if (references.has(predicate)) return [];
    const { values } = byPredicate.get(replaced.get(predicate) ?? predicate) ?? property;
    return [{ predicate, values }];
  });
}

/** Names first, then what is short, then lists of links. */
function rank(property: Property): number {
  if (/(?:name|title|prefLabel)$/i.test(property.predicate)) return 0;
  if (/(?:description|comment|definition)$/i.test(property.predicate)) return 1;
  return property.values.length > 8 ? 3 : 2;
}

/** The names of properties whose numbers are names: a number of a case, a year. */
const CODE = /(?:nummer|number|code|identifier|jaar|year)$/i;

/** Above this many values of one property, the rest is folded. */
const SHOWN = 12;

export function Facts(props: {
  readonly iri: string;
  readonly context: FactsContext;
  readonly depth?: number;
  /** Properties that the page tells elsewhere. */
  readonly told?: ReadonlySet<string>;
}): VNode {
  const { iri, context, depth = 0, told } = props;
  const { names } = context;
  const properties = textsOnce(childrenOnce(propertiesOf(iri, context.quads), context), context)
    .filter(({ predicate }) => predicate !== RDFS_LABEL && predicate !== RDF_TYPE && told?.has(predicate) !== true)
    .sort((a, b) => rank(a) - rank(b) || names(a.predicate).localeCompare(names(b.predicate), context.language));
  if (properties.length === 0) return <></>;
  return (
    <dl class="facts">
      {properties.map(({ predicate, values }) => (
        <div key={predicate}>
          <dt>
            <Name iri={predicate} context={context} plain />
          </dt>
          <dd>
            <Values {...{ values, context, depth }} isCode={CODE.test(predicate)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Values(props: { values: readonly Value[]; context: FactsContext; depth: number; isCode: boolean }): VNode {
  const { values, context, depth, isCode } = props;
  const items = values.map((value) => (
    <li key={nodeKey(value.term)}>
      <OneValue {...{ value, context, depth, isCode }} />
    </li>
  ));
  if (items.length <= SHOWN) return <ul>{items}</ul>;
  const more = context.language === "nl" ? `nog ${items.length - SHOWN}` : `${items.length - SHOWN} more`;
  return (
    <>
      <ul>{items.slice(0, SHOWN)}</ul>
      <details>
        <summary>{more}</summary>
        <ul>{items.slice(SHOWN)}</ul>
      </details>
    </>
  );
}

function OneValue(props: { value: Value; context: FactsContext; depth: number; isCode: boolean }): VNode {
  const { value, context, depth, isCode } = props;
  const { term } = value;
  if (term.termType === "NamedNode" && depth < 2 && isDescribedChild(term.value, context)) {
    const parts = <Facts iri={term.value} context={context} depth={depth + 1} />;
    const address = addressLine(context.quads, term.value);
    if (address === undefined) return parts;
    return (
      <div class="folded">
        <details>
          <summary>{address}</summary>
          {parts}
        </details>
        <Sources graphs={value.graphs} context={context} />
      </div>
    );
  }
  return (
    <>
      {term.termType === "Literal" ? (
        <Text term={term} context={context} isCode={isCode} />
      ) : (
        <Name iri={nodeKey(term)} context={context} />
      )}
      <Sources graphs={value.graphs} context={context} />
    </>
  );
}

/** A hash child is shown inside its owner. */
function isDescribedChild(iri: string, context: FactsContext): boolean {
  return iri.includes("#") && context.quads.some((q) => q.subject.value === iri && q.predicate.value !== RDFS_LABEL);
}

/** A literal for people; in another language than the page it says so. */
export function Text(props: {
  term: Extract<Term, { termType: "Literal" }>;
  context: Pick<FactsContext, "language">;
  /** Whether a number is not how many or how much. */
  isCode?: boolean;
}): VNode {
  const { term, context } = props;
  const isNumber = term.datatype.value === `${XSD}integer`;
  const text = props.isCode === true && isNumber ? term.value : formatLiteral(term, context.language);
  const href = term.datatype.value.endsWith("#anyURI") ? safeHref(term.value) : undefined;
  if (href !== undefined) {
    return (
      <a href={href} rel={ELSEWHERE}>
        {text}
      </a>
    );
  }
  if (term.language === "" || term.language === context.language) return <span>{text}</span>;
  return (
    <>
      <span lang={term.language}>{text}</span> <span class="lang">({term.language})</span>
    </>
  );
}

/** A link whose text is a label and whose title is the IRI; `plain` for terms, which are only links when they are ours. */
export function Name(props: { iri: string; context: NamingContext; plain?: boolean }): VNode {
  const { iri, context, plain = false } = props;
  const ours = iri.startsWith(`${context.site.base}/`);
  const href = safeHref(iri);
  const label = context.names(iri);
  // An address elsewhere that nobody named is best shown as it is.
  const text = plain || ours ? label : addressOr(label, iri);
  const lang = text === label ? otherLanguage(context.names.languageOf?.(iri), context.language) : undefined;
  if (href === undefined || (plain && !ours)) {
    return (
      <span title={iri} lang={lang}>
        {text}
      </span>
    );
  }
  return (
    <a href={linkTo(context.site, context.language, href)} title={iri} rel={ours ? undefined : ELSEWHERE} lang={lang}>
      {text}
    </a>
  );
}

/** The label, unless it was only made of the IRI. */
function addressOr(label: string, iri: string): string {
  if (isNamed(iri) || (label !== termName(iri, "nl") && label !== termName(iri, "en"))) return label;
  return /^https?:/.test(iri) ? iri.replace(/^https?:\/\//, "").replace(/\/$/, "") : iri;
}

/** Which sources say so: one graph of a source is a link to it, several are counted and folded. */
export function Sources({ graphs, context }: { graphs: readonly string[]; context: FactsContext }): VNode {
  const bySource = new Map<string, string[]>();
  for (const graph of graphs) {
    const source = sourceOf(graph, context);
    bySource.set(source, [...(bySource.get(source) ?? []), graph]);
  }
  return (
    <>
      {[...bySource].map(([source, all]) => {
        const [first = ""] = all;
        if (all.length === 1) return <Source key={source} graph={first} text={source} context={context} />;
        return (
          <details key={source} class="sources">
            <summary class="source">
              {source} × {all.length}
            </summary>
            <ul>
              {all.map((graph) => (
                <li key={graph}>
                  <Source graph={graph} text={context.origins.get(graph)?.title ?? graph} context={context} />
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </>
  );
}

/** Who says what a graph says, by the first step of its path. */
function sourceOf(graph: string, { site, language }: FactsContext): string {
  const slug = graph.slice(`${site.base}/graph/`.length).split("/", 1)[0] ?? graph;
  return shortSourceName(slug, language);
}

/** A link to a graph; hovering tells its title and when it was loaded. */
function Source(props: { graph: string; text: string; context: FactsContext }): VNode {
  const { graph, text, context } = props;
  const origin = context.origins.get(graph);
  const title = origin?.title ?? graph;
  const loaded =
    origin?.loaded === undefined
      ? ""
      : `, ${context.language === "nl" ? "geladen op" : "loaded on"} ${formatDate(origin.loaded, context.language)}`;
  return (
    <a class="source" href={linkTo(context.site, context.language, graph)} title={`${title}${loaded}`}>
      {text}
    </a>
  );
}
