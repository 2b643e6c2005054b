/** The documentation of one class or property: what it means, what it hangs together with, what is demanded, examples. */
import type { ComponentChildren, VNode } from "preact";
import { RDF_TYPE } from "../../rdf/terms.js";
import { shortened } from "../../rdf/prefixes.js";
import { MODULE_FORMATS, type ModuleView } from "../../resources/vocabulary-routes.js";
import { Name } from "../named.js";
import { Layout, renderPage } from "../layout.js";
import { linkTo } from "../links.js";
import { literalsOf, namesFrom } from "../names.js";
import { bridge, neighbourhood } from "./diagram.js";
import { DiagramFigure } from "./diagram-figure.js";
import { examplesOf } from "./examples.js";
import { ExamplesSection } from "./examples-section.js";
import { History, notesIn } from "./history.js";
import { rulesForClass, rulesForProperty, RulesTable } from "./rules-table.js";
import { definitionOf, valuesOf, type VocabularyTerm } from "./term-index.js";
import { TermName, TermNames, termHref, type VocabularyContext } from "./term-name.js";
import { Scroll } from "../scroll.js";

const RDFS = "http://www.w3.org/2000/01/rdf-schema#";
const OWL = "http://www.w3.org/2002/07/owl#";
const DCT = "http://purl.org/dc/terms/";
const SKOS = "http://www.w3.org/2004/02/skos/core#";
const QB = "http://purl.org/linked-data/cube#";

const TEXTS = {
  nl: {
    class: "Klasse",
    property: "Eigenschap",
    other: "Term",
    prefixed: "kort",
    type: "soort term",
    sub: "soort van",
    subs: "soorten",
    domain: "bij",
    range: "waarde",
    inverse: "omgekeerde van",
    codeList: "begrippenlijst",
    subject: "begrip bij de bron",
    see: "zie ook",
    note: "opmerking",
    changed: "gewijzigd",
    replaced: "vervangen door",
    deprecated: "Deze term is verouderd.",
    inherited: "via",
    diagram: "Samenhang",
    diagramTitle: (name: string) => `Waarmee “${name}” samenhangt`,
    properties: "Eigenschappen",
    meaning: "betekenis",
  },
  en: {
    class: "Class",
    property: "Property",
    other: "Term",
    prefixed: "short",
    type: "kind of term",
    sub: "kind of",
    subs: "kinds",
    domain: "domain",
    range: "range",
    inverse: "inverse of",
    codeList: "concept scheme",
    subject: "concept of the source",
    see: "see also",
    note: "note",
    changed: "changed",
    replaced: "replaced by",
    deprecated: "This term is deprecated.",
    inherited: "of",
    diagram: "Coherence",
    diagramTitle: (name: string) => `What “${name}” hangs together with`,
    properties: "Properties",
    meaning: "meaning",
  },
} as const;

/** @param vocabulary what its vocabulary is called */
export async function termPage(
  view: ModuleView,
  term: VocabularyTerm,
  vocabulary: string,
  context: VocabularyContext,
): Promise<string> {
  const { site, language, path } = view;
  const texts = TEXTS[language];
  const { iri, kind } = term;
  const examples = await examplesOf(site, term);
  const exampleContext = { site, language, names: namesFrom(examples.labels, view.ontology.labels, language) };
  const title = context.names(iri);
  const definition = definitionOf(term, language);
  const here = `${path}?${new URLSearchParams({ term: term.local }).toString()}`;
  return renderPage(
    <Layout
      site={site}
      language={language}
      title={title}
      here={here}
      trail={[{ name: vocabulary, href: linkTo(site, language, site.base + path) }]}
      {...(definition === undefined ? {} : { description: definition })}
      canonical={site.base + here}
      forms={{ path, formats: MODULE_FORMATS }}
    >
      <p class="kind">
        <span class="utrecht-data-badge">{texts[kind]}</span>
      </p>
      <h1>{title}</h1>
      <p class="iri">{iri}</p>
      {term.isDeprecated ? <p class="utrecht-alert utrecht-alert--warning">{texts.deprecated}</p> : null}
      {definition === undefined ? null : <p class="lead">{definition}</p>}
      <TermFacts term={term} context={context} />
      {kind === "other" ? null : <Coherence term={term} title={texts.diagramTitle(title)} context={context} />}
      {kind === "class" ? <Properties term={term} context={context} /> : null}
      {kind === "class" ? (
        <RulesTable rules={rulesForClass(context, iri)} by="property" context={context} />
      ) : (
        <RulesTable rules={rulesForProperty(context, iri)} by="class" context={context} />
      )}
      {kind === "other" ? null : <ExamplesSection kind={kind} examples={examples} context={exampleContext} />}
      <History {...view} />
    </Layout>,
  );
}

function TermFacts({ term, context }: { term: VocabularyTerm; context: VocabularyContext }): VNode {
  const { site, language } = context;
  const texts = TEXTS[language];
  const terms: [string, readonly string[]][] = [
    [texts.type, valuesOf(term, RDF_TYPE)],
    [texts.sub, term.supers],
    [texts.subs, context.index.subs.get(term.iri) ?? []],
    [texts.domain, term.domains],
    [texts.range, term.ranges],
    [texts.inverse, valuesOf(term, `${OWL}inverseOf`)],
    [texts.replaced, valuesOf(term, `${DCT}isReplacedBy`)],
  ];
  const links: [string, readonly string[]][] = [
    [texts.codeList, valuesOf(term, `${QB}codeList`)],
    [texts.subject, valuesOf(term, `${DCT}subject`)],
    [texts.see, valuesOf(term, `${RDFS}seeAlso`)],
  ];
  const notes: [string, readonly string[]][] = [
    [texts.note, literalsOf(term.quads, `${SKOS}editorialNote`).map(({ value }) => value)],
    [texts.changed, notesIn(term.quads, language)],
  ];
  return (
    <dl class="facts">
      <Fact name={texts.prefixed} all={[term.iri]}>
        <code>{shortened(term.iri, site.vocabulary.prefixes)}</code>
      </Fact>
      {terms.map(([name, iris]) => (
        <Fact key={name} name={name} all={iris}>
          <TermNames iris={iris} context={context} />
        </Fact>
      ))}
      {links.map(([name, iris]) => (
        <Fact key={name} name={name} all={iris}>
          <Links iris={iris} context={context} />
        </Fact>
      ))}
      {notes.map(([name, all]) => (
        <Fact key={name} name={name} all={all}>
          {all.join(" ")}
        </Fact>
      ))}
    </dl>
  );
}

/** A line of the facts, when there is anything to say in it. */
function Fact(props: { name: string; all: readonly string[]; children: ComponentChildren }): VNode | null {
  if (props.all.length === 0) return null;
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Links({ iris, context }: { iris: readonly string[]; context: VocabularyContext }): VNode {
  return (
    <ul>
      {iris.map((iri) => (
        <li key={iri}>
          <Name iri={iri} context={context} />
        </li>
      ))}
    </ul>
  );
}

function Coherence(props: { term: VocabularyTerm; title: string; context: VocabularyContext }): VNode | null {
  const { term, title, context } = props;
  const selection = term.kind === "class" ? neighbourhood(context.index, term.iri) : bridge(context.index, term.iri);
  if (selection.links.length + selection.kinds.length === 0) return null;
  return (
    <section aria-labelledby="samenhang">
      <h2 id="samenhang">{TEXTS[context.language].diagram}</h2>
      <DiagramFigure title={title} selection={selection} context={context} />
    </section>
  );
}

/** The properties that things of a class have by their domain, its own first, then those of what it is a kind of. */
function propertiesOf(term: VocabularyTerm, { index }: VocabularyContext): { property: VocabularyTerm; of: string }[] {
  const kinds = new Set([term.iri]);
  for (const each of kinds) for (const parent of index.terms.get(each)?.supers ?? []) kinds.add(parent);
  const properties = [...index.terms.values()].filter(({ kind }) => kind === "property");
  return [...kinds].flatMap((of) =>
    properties.filter(({ domains }) => domains.includes(of)).map((property) => ({ property, of })),
  );
}

function Properties({ term, context }: { term: VocabularyTerm; context: VocabularyContext }): VNode | null {
  const { site, language, names } = context;
  const texts = TEXTS[language];
  const rows = propertiesOf(term, context);
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="eigenschappen">
      <h2 id="eigenschappen">
        {texts.properties} ({rows.length})
      </h2>
      <Scroll labelledBy="eigenschappen">
        <table aria-labelledby="eigenschappen">
          <thead>
            <tr>
              <th scope="col">{texts.property}</th>
              <th scope="col">{texts.range}</th>
              <th scope="col">{texts.meaning}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ property, of }) => (
              <tr key={`${property.iri} ${of}`}>
                <th scope="row">
                  <a href={termHref(site, language, property)} title={property.iri}>
                    {names(property.iri)}
                  </a>
                </th>
                <td>
                  <TermNames iris={property.ranges} context={context} />
                </td>
                <td>
                  {definitionOf(property, language)}
                  {of === term.iri ? null : (
                    <span class="lang">
                      {" "}
                      ({texts.inherited} <TermName iri={of} context={context} />)
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
