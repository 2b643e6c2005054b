/** The documentation of a vocabulary: its terms with labels, definitions, domain and range. */
import type { VNode } from "preact";
import { bySubject, type SubjectGroup } from "../rdf/subjects.js";
import { RDF_TYPE } from "../rdf/terms.js";
import { MODULE_FORMATS, type ModuleView } from "../resources/vocabulary-routes.js";
import { Name } from "./facts.js";
import { Layout, renderPage } from "./layout.js";
import { nameOf, namesFrom, type Names } from "./names.js";

const RDFS = "http://www.w3.org/2000/01/rdf-schema#";
const SKOS = "http://www.w3.org/2004/02/skos/core#";
const OWL = "http://www.w3.org/2002/07/owl#";

const TEXTS = {
  nl: {
    kind: "Woordenlijst",
    version: "versie",
    classes: "Klassen",
    properties: "Eigenschappen",
    others: "Overige termen",
    domain: "bij",
    range: "waarde",
    sub: "soort van",
    deprecated: "verouderd",
  },
  en: {
    kind: "Vocabulary",
    version: "version",
    classes: "Classes",
    properties: "Properties",
    others: "Other terms",
    domain: "domain",
    range: "range",
    sub: "kind of",
    deprecated: "deprecated",
  },
} as const;

export async function modulePage(view: ModuleView): Promise<string> {
  const { site, language, module, path } = view;
  const texts = TEXTS[language];
  const iri = `${site.base}/def/${module.name}`;
  const names = namesFrom(module.quads, view.ontology.labels, language);
  const terms = bySubject(module.quads).filter(
    (group) => group.subject.value.startsWith(`${iri}#`) && group.subject.value.length > iri.length + 1,
  );
  terms.sort((a, b) => (a.subject.value < b.subject.value ? -1 : 1));
  const title = nameOf(iri, module.quads, language) ?? nameOf(`${iri}#`, module.quads, language) ?? module.name;
  return renderPage(
    <Layout
      site={site}
      language={language}
      title={title}
      here={path}
      trail={[]}
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
      {(["classes", "properties", "others"] as const).map((kind) => {
        const group = terms.filter((term) => kindOf(term) === kind);
        return group.length === 0 ? null : (
          <section key={kind} aria-labelledby={kind}>
            <h2 id={kind}>
              {texts[kind]} ({group.length})
            </h2>
            <dl class="facts">
              {group.map((term) => (
                <Term key={term.subject.value} group={term} view={view} names={names} />
              ))}
            </dl>
          </section>
        );
      })}
    </Layout>,
  );
}

function kindOf(group: SubjectGroup): "classes" | "properties" | "others" {
  const types = objects(group, RDF_TYPE);
  if (types.some((type) => /[#/]Class$/.test(type))) return "classes";
  return types.some((type) => type.endsWith("Property")) ? "properties" : "others";
}

function Term(props: { group: SubjectGroup; view: ModuleView; names: Names }): VNode {
  const { group, view, names } = props;
  const texts = TEXTS[view.language];
  const iri = group.subject.value;
  const local = iri.slice(iri.indexOf("#") + 1);
  const definition = text(group, [`${SKOS}definition`, `${RDFS}comment`], view.language);
  const relations: [string, string[]][] = [
    [texts.sub, [...objects(group, `${RDFS}subClassOf`), ...objects(group, `${RDFS}subPropertyOf`)]],
    [texts.domain, objects(group, `${RDFS}domain`)],
    [texts.range, objects(group, `${RDFS}range`)],
  ];
  return (
    <div id={local}>
      <dt>
        <a href={`#${local}`} title={iri}>
          <code>{local}</code>
        </a>
      </dt>
      <dd>
        <strong>{names(iri)}</strong>
        {objects(group, `${OWL}deprecated`).includes("true") ? ` (${texts.deprecated})` : ""}
        {definition === undefined ? null : <div>{definition}</div>}
        {relations.map(([name, iris]) =>
          iris.length === 0 ? null : (
            <div key={name}>
              <span class="lang">{name}</span>{" "}
              {iris.map((target, place) => (
                <span key={target}>
                  {place > 0 ? ", " : ""}
                  <Name iri={target} context={{ site: view.site, language: view.language, names }} plain />
                </span>
              ))}
            </div>
          ),
        )}
      </dd>
    </div>
  );
}

function objects(group: SubjectGroup, property: string): string[] {
  return group.quads
    .filter((q) => q.predicate.value === property && q.object.termType !== "BlankNode")
    .map((q) => q.object.value);
}

function text(group: SubjectGroup, properties: readonly string[], language: string): string | undefined {
  for (const property of properties) {
    const found = group.quads.flatMap((q) =>
      q.predicate.value === property && q.object.termType === "Literal" ? [q.object] : [],
    );
    const best = found.find((o) => o.language === language) ?? found.find((o) => o.language === "nl") ?? found[0];
    if (best !== undefined) return best.value;
  }
  return undefined;
}
