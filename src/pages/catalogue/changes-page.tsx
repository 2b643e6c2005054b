/** The feed of changes for people: what changed, the newest first. */
import { stampDate } from "../../http/headers.js";
import { DOCUMENT_FORMATS } from "../../rdf/media-types.js";
import type { ChangesView } from "../../catalog/changes/change-routes.js";
import { type ChangedThing, changedThings } from "../../catalog/changes/changed-things.js";
import type { Site } from "../../http/site.js";
import { labelsOf } from "../../resources/labels.js";
import type { Ontology } from "../../resources/ontology.js";
import { otherNames } from "../../resources/other-names.js";
import { compositionOf, withComposition } from "../parliament/composed-names.js";
import { Layout, renderPage } from "../layout.js";
import { linkTo } from "../links.js";
import { knownName, type Names, namesFrom, otherLanguage } from "../names.js";
import { Scroll } from "../scroll.js";
import { spelledOut } from "../spelled-out.js";
import { formatDate } from "../wording.js";

const TEXTS = {
  nl: {
    title: "Wijzigingen",
    lead: "Alles wat in deze graaf veranderde, als Linked Data Event Stream. Programma’s volgen hem vanaf het begin; hier staat het nieuwste eerst.",
    none: "Op deze pagina staat nog niets.",
    what: "wat",
    when: "sinds versie van",
    kind: "soort",
    change: "wijziging",
    behind: "Deze dienst kan de wijzigingen niet bijwerken: wat na de laatste hieronder kwam, staat er nog niet bij.",
    elsewhere: "Wat van elders is (termen, bestanden, licenties) staat alleen in de data.",
    changed: "nieuw of gewijzigd",
    gone: "vervallen",
    older: "Ouder",
    newer: "Nieuwer",
    page: (number: number, pages: number) => `Pagina ${number} van ${pages}`,
  },
  en: {
    title: "Changes",
    lead: "Everything that changed in this graph, as a Linked Data Event Stream. Programs follow it from its beginning; here the newest comes first.",
    none: "There is nothing on this page yet.",
    what: "what",
    when: "since the version of",
    kind: "kind",
    change: "change",
    behind: "This service cannot bring its changes up to date: what came after the last one below is not there yet.",
    elsewhere: "What is from elsewhere (terms, files, licences) is in the data alone.",
    changed: "new or changed",
    gone: "gone",
    older: "Older",
    newer: "Newer",
    page: (number: number, pages: number) => `Page ${number} of ${pages}`,
  },
} as const;

/** Renders a page of the feed: the things of ours on it, by name and kind. */
export function changesPage(site: Site, ontology: Ontology): (view: ChangesView) => Promise<string> {
  return async (view) => {
    const things = changedThings(site.base, view.members);
    const iris = things.map(({ iri }) => iri);
    const labels = await labelsOf(site, iris);
    const composition = await compositionOf(
      site,
      labels.map(({ subject, object }) => ({ iri: subject.value, label: object.value })),
    );
    const others = [...composition.values()].flatMap((each) => each.others);
    const named = [
      ...(await otherNames(
        site,
        [...iris, ...others],
        view.language,
        new Set(labels.map(({ subject }) => subject.value)),
      )),
      ...labels,
      ...(await labelsOf(site, others)),
    ];
    const names = withComposition(namesFrom(named, ontology.labels, view.language), composition, {
      site,
      language: view.language,
    });
    return rendered(site, view, things, names);
  };
}

function rendered(site: Site, view: ChangesView, things: readonly ChangedThing[], names: Names): string {
  const { language, index, isBehind, number, members } = view;
  const texts = TEXTS[language];
  const query = language === "en" ? "?lang=en" : "";
  const path = `/changes/${number}`;
  const called = (iri: string): string =>
    knownName(iri, { names, language }) ?? spelledOut(iri.slice(site.base.length));
  return renderPage(
    <Layout
      site={site}
      language={language}
      title={texts.title}
      here={path}
      trail={[]}
      description={texts.lead}
      canonical={site.base + path}
      forms={{ path, formats: DOCUMENT_FORMATS }}
    >
      <h1>{texts.title}</h1>
      <p class="lead">{texts.lead}</p>
      {isBehind ? <p class="utrecht-alert">{texts.behind}</p> : null}
      {members.length === 0 ? <p class="utrecht-alert">{texts.none}</p> : null}
      {members.some(({ of }) => !of.startsWith(`${site.base}/`)) ? <p class="soft">{texts.elsewhere}</p> : null}
      <Scroll label={texts.title}>
        <table aria-label={texts.title}>
          <thead>
            <tr>
              <th scope="col">{texts.what}</th>
              <th scope="col">{texts.kind}</th>
              <th scope="col">{texts.change}</th>
              <th scope="col">{texts.when}</th>
            </tr>
          </thead>
          <tbody>
            {things.map(({ iri, at, isGone, types: [type] }) => {
              const moment = stampDate(at);
              return (
                <tr key={iri}>
                  <td>
                    <a
                      href={linkTo(site, language, iri)}
                      title={iri}
                      lang={otherLanguage(names.languageOf?.(iri), language)}
                    >
                      {called(iri)}
                    </a>
                  </td>
                  <td>{type === undefined ? null : names(type)}</td>
                  <td>{isGone ? texts.gone : texts.changed}</td>
                  <td class="one-line">{moment === undefined ? at : formatDate(moment, language)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
      <p class="row">
        {number < index.pages ? (
          <a rel="prev" href={`${site.prefix}/changes/${number + 1}${query}`}>
            {texts.newer}
          </a>
        ) : null}
        <span>{texts.page(number, index.pages)}</span>
        {number > 1 ? (
          <a rel="next" href={`${site.prefix}/changes/${number - 1}${query}`}>
            {texts.older}
          </a>
        ) : null}
      </p>
    </Layout>,
  );
}
