/** The documentation of a vocabulary: how its main classes hang together, its terms, its versions; or of one of its terms. */
import type { VNode } from "preact";
import { MODULE_FORMATS, type ModuleView } from "../../resources/vocabulary-routes.js";
import { Layout, renderPage } from "../layout.js";
import { licenceText } from "../licences.js";
import { linkTo } from "../links.js";
import { bestText, literalsOf, nameOf, namesFrom } from "../names.js";
import { formatNumber, safeHref } from "../wording.js";
import { mainClasses } from "./diagram.js";
import { DiagramFigure } from "./diagram-figure.js";
import { History } from "./history.js";
import { termHref, TermNames, type VocabularyContext } from "./term-name.js";
import { definitionOf, termIndex, type TermKind, type VocabularyTerm } from "./term-index.js";
import { termPage } from "./term-page.js";

const DCT = "http://purl.org/dc/terms/";

const TEXTS = {
  nl: {
    kind: "Woordenlijst",
    version: "versie",
    earlier: "Dit is een eerdere versie.",
    now: "Naar de actuele",
    licence: "licentie",
    contents: "Inhoud",
    diagram: "Samenhang",
    diagramTitle: (name: string) => `De klassen van “${name}” die met de meeste andere samenhangen`,
    class: "Klassen",
    property: "Eigenschappen",
    other: "Overige termen",
    domain: "bij",
    range: "waarde",
    sub: "soort van",
    deprecated: "verouderd",
  },
  en: {
    kind: "Vocabulary",
    version: "version",
    earlier: "This is an earlier version.",
    now: "To the current one",
    licence: "licence",
    contents: "Contents",
    diagram: "Coherence",
    diagramTitle: (name: string) => `The classes of “${name}” that hang together with the most others`,
    class: "Classes",
    property: "Properties",
    other: "Other terms",
    domain: "domain",
    range: "range",
    sub: "kind of",
    deprecated: "deprecated",
  },
} as const;

const KINDS: readonly TermKind[] = ["class", "property", "other"];

export async function modulePage(view: ModuleView): Promise<string> {
  const { site, language, module, ontology, term } = view;
  const index = termIndex(ontology, site.base);
  const names = namesFrom(module.quads, ontology.labels, language);
  const iri = `${site.base}/def/${module.name}`;
  const title = nameOf(iri, module.quads, language) ?? nameOf(`${iri}#`, module.quads, language) ?? module.name;
  const context: VocabularyContext = { site, language, names, index };
  const about = term === undefined ? undefined : index.terms.get(`${iri}#${term}`);
  if (about !== undefined) return termPage(view, about, title, context);
  return overviewPage(view, title, context);
}

function overviewPage(view: ModuleView, title: string, context: VocabularyContext): string {
  const { site, language, module, path } = view;
  const texts = TEXTS[language];
  const iri = `${site.base}/def/${module.name}`;
  const terms = [...context.index.terms.values()].filter((term) => term.module === module.name);
  terms.sort((a, b) => (a.iri < b.iri ? -1 : 1));
  const groups = KINDS.map((kind) => ({ kind, terms: terms.filter((term) => term.kind === kind) })).filter(
    (group) => group.terms.length > 0,
  );
  const own = module.quads.filter(({ subject }) => subject.value === iri);
  const description = bestText(literalsOf(own, `${DCT}description`), language);
  const licence = own.find(({ predicate }) => predicate.value === `${DCT}license`)?.object.value;
  const main = mainClasses(context.index, module.name);
  return renderPage(
    <Layout
      site={site}
      language={language}
      title={title}
      here={path}
      trail={[]}
      {...(description === undefined ? {} : { description })}
      canonical={site.base + path}
      forms={{ path, formats: MODULE_FORMATS }}
    >
      <p class="kind">
        <span class="utrecht-data-badge">{texts.kind}</span>
      </p>
      <h1>{title}</h1>
      <p class="iri">
        {iri}
        {module.version === undefined ? "" : ` · ${texts.version} ${module.version}`}
      </p>
      {view.isEarlier ? (
        <p class="utrecht-alert utrecht-alert--warning">
          {texts.earlier} <a href={linkTo(site, language, iri)}>{texts.now}</a>
        </p>
      ) : null}
      {description === undefined ? null : <p class="lead">{description}</p>}
      {licence === undefined ? null : (
        <p class="soft">
          {texts.licence}: <a href={safeHref(licence)}>{licenceText(licence)}</a>
        </p>
      )}
      <nav aria-label={texts.contents}>
        <ul class="forms">
          {groups.map(({ kind, terms: all }) => (
            <li key={kind}>
              <a href={`#${kind}`}>{`${texts[kind]} (${formatNumber(all.length, language)})`}</a>
            </li>
          ))}
        </ul>
      </nav>
      {main.classes.length === 0 ? null : (
        <section aria-labelledby="samenhang">
          <h2 id="samenhang">{texts.diagram}</h2>
          <DiagramFigure title={texts.diagramTitle(title)} selection={main} context={context} />
        </section>
      )}
      {groups.map(({ kind, terms: all }) => (
        <section key={kind} aria-labelledby={kind}>
          <h2 id={kind}>
            {texts[kind]} ({formatNumber(all.length, language)})
          </h2>
          <dl class="facts">
            {all.map((term) => (
              <TermEntry key={term.iri} term={term} context={context} />
            ))}
          </dl>
        </section>
      ))}
      <History {...view} />
    </Layout>,
  );
}

function TermEntry({ term, context }: { term: VocabularyTerm; context: VocabularyContext }): VNode {
  const { site, language, names } = context;
  const texts = TEXTS[language];
  const { iri, local } = term;
  const definition = definitionOf(term, language);
  const relations = [
    [texts.sub, term.supers],
    [texts.domain, term.domains],
    [texts.range, term.ranges],
  ] as const;
  return (
    <div id={local}>
      <dt>
        <a href={`#${local}`} title={iri}>
          <code>{local}</code>
        </a>
      </dt>
      <dd>
        <strong>
          <a href={termHref(site, language, term)}>{names(iri)}</a>
        </strong>
        {term.isDeprecated ? ` (${texts.deprecated})` : ""}
        {definition === undefined ? null : <div>{definition}</div>}
        {relations.map(([name, iris]) =>
          iris.length === 0 ? null : (
            <div key={name}>
              <span class="lang">{name}</span> <Few iris={iris} context={context} />
            </div>
          ),
        )}
      </dd>
    </div>
  );
}

/** A property of every class names them all on its own page. */
const FEW = 6;

function Few({ iris, context }: { iris: readonly string[]; context: VocabularyContext }): VNode {
  if (iris.length <= FEW) return <TermNames iris={iris} context={context} />;
  return (
    <>
      <TermNames iris={iris.slice(0, FEW - 1)} context={context} />, … ({formatNumber(iris.length, context.language)})
    </>
  );
}
