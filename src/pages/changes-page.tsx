/** The feed of changes for people: what changed, the newest first. */
import { stampDate } from "../http/headers.js";
import { DOCUMENT_FORMATS } from "../rdf/media-types.js";
import type { ChangesView } from "../catalog/changes/change-routes.js";
import { Layout, renderPage } from "./layout.js";
import { linkTo } from "./links.js";
import { formatDate } from "./wording.js";

const TEXTS = {
  nl: {
    title: "Wijzigingen",
    lead: "Alles wat in deze graaf veranderde, als Linked Data Event Stream. Programma’s volgen hem vanaf het begin; hier staat het nieuwste eerst.",
    none: "Op deze pagina staat nog niets.",
    what: "wat",
    when: "sinds versie van",
    kind: "soort",
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
    changed: "new or changed",
    gone: "gone",
    older: "Older",
    newer: "Newer",
    page: (number: number, pages: number) => `Page ${number} of ${pages}`,
  },
} as const;

export function changesPage({ site, language, index, number, members }: ChangesView): string {
  const texts = TEXTS[language];
  const query = language === "en" ? "?lang=en" : "";
  const path = `/changes/${number}`;
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
      {members.length === 0 ? <p class="utrecht-alert">{texts.none}</p> : null}
      <div class="scroll">
        <table aria-label={texts.title}>
          <thead>
            <tr>
              <th scope="col">{texts.what}</th>
              <th scope="col">{texts.kind}</th>
              <th scope="col">{texts.when}</th>
            </tr>
          </thead>
          <tbody>
            {members.toReversed().map(({ of, at, says }, place) => {
              const moment = stampDate(at);
              return (
                <tr key={place}>
                  <td>
                    <a href={linkTo(site, language, of)}>
                      {of.startsWith(site.base) ? of.slice(site.base.length) : of}
                    </a>
                  </td>
                  <td>{says === undefined ? texts.gone : texts.changed}</td>
                  <td>{moment === undefined ? at : formatDate(moment, language)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
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
