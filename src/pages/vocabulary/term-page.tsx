/** The documentation of one class or property: what it means, what it hangs together with, what is demanded, examples. */
import type { VNode } from "preact";
import { MODULE_FORMATS, type ModuleView } from "../../resources/vocabulary-routes.js";
import { Layout, renderPage } from "../layout.js";
import { linkTo } from "../links.js";
import { namesFrom } from "../names.js";
import { bridge, neighbourhood } from "./diagram.js";
import { DiagramFigure } from "./diagram-figure.js";
import { examplesOf } from "./examples.js";
import { ExamplesSection } from "./examples-section.js";
import { History } from "./history.js";
import { rulesForClass, rulesForProperty, RulesTable } from "./rules-table.js";
import { TermFacts } from "./term-facts.js";
import { definitionOf, type VocabularyTerm } from "./term-index.js";
import { TermName, TermNames, termHref, type VocabularyContext } from "./term-name.js";
import { Scroll } from "../scroll.js";

const TEXTS = {
  nl: {
    class: "Klasse",
    property: "Eigenschap",
    other: "Term",
    range: "waarde",
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
    range: "range",
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
      kind={texts[kind]}
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
