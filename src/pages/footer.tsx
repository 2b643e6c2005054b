/** The foot of every page: who publishes this, where else to look, and the doors for programs. */
import type { VNode } from "preact";
import { inLanguage, type Language } from "../http/documents.js";
import type { Publisher, Site } from "../http/site.js";
import { sourceName } from "../ingest/source-names.js";
import { safeHref } from "./wording.js";

const TEXTS = {
  nl: {
    about: "Open onderwijsdata als Linked Data. Alles hier is ook op te vragen als data.",
    publisher: "Uitgever",
    contact: "contact",
    look: "Verder kijken",
    search: "Zoeken",
    sparql: "Vragen stellen",
    catalogue: "Catalogus",
    changes: "Wijzigingen",
    vocabularies: "Woordenlijsten",
    education: "Onderwijs",
    parliament: "Parlement",
    service: "Deze dienst",
    developers: "Voor ontwikkelaars",
    endpoint: "SPARQL-endpoint",
    dcat: "Catalogus in DCAT",
    void: "Omvang van de grafen in VoID",
    events: "Wijzigingen als Linked Data Event Stream",
    reconcile: "Namen koppelen in OpenRefine (Reconciliation API)",
  },
  en: {
    about: "Open education data as Linked Data. Everything here can be had as data too.",
    publisher: "Publisher",
    contact: "contact",
    look: "Look further",
    search: "Search",
    sparql: "Ask questions",
    catalogue: "Catalogue",
    changes: "Changes",
    vocabularies: "Vocabularies",
    education: "Education",
    parliament: "Parliament",
    service: "This service",
    developers: "For developers",
    endpoint: "SPARQL endpoint",
    dcat: "Catalogue in DCAT",
    void: "Size of the graphs in VoID",
    events: "Changes as Linked Data Event Stream",
    reconcile: "Match names in OpenRefine (Reconciliation API)",
  },
} as const;

/** Who publishes when nobody was named: as the catalogue says. */
const UNNAMED: Publisher = { name: sourceName("lds") };

/** The foot of a page. */
export function Footer(props: { site: Pick<Site, "prefix" | "publisher">; language: Language }): VNode {
  const { site, language } = props;
  const texts = TEXTS[language];
  const to = (path: string): string => site.prefix + inLanguage(path, language);
  return (
    <footer class="utrecht-page-footer">
      <div class="utrecht-page-footer__content columns">
        <div>
          <p>{texts.about}</p>
          <PublisherLine publisher={site.publisher ?? UNNAMED} language={language} />
        </div>
        <Links
          title={texts.look}
          links={[
            [to("/search"), texts.search],
            [to("/sparql"), texts.sparql],
            [to("/catalog"), texts.catalogue],
            [to("/changes"), texts.changes],
          ]}
        />
        <Links
          title={texts.vocabularies}
          links={[
            [to("/def/onderwijs"), texts.education],
            [to("/def/parlement"), texts.parliament],
            [to("/def/dienst"), texts.service],
          ]}
        />
        <Links
          title={texts.developers}
          links={[
            [to("/sparql"), texts.endpoint],
            [`${site.prefix}/catalog.ttl`, texts.dcat],
            [`${site.prefix}/.well-known/void`, texts.void],
            [`${site.prefix}/changes.ttl`, texts.events],
            [to("/reconcile"), texts.reconcile],
          ]}
        />
      </div>
    </footer>
  );
}

function PublisherLine({ publisher, language }: { publisher: Publisher; language: Language }): VNode {
  const texts = TEXTS[language];
  const { name, email } = publisher;
  const page = publisher.url === undefined ? undefined : safeHref(publisher.url);
  return (
    <p>
      {texts.publisher}: {page === undefined ? name : <a href={page}>{name}</a>}
      {email === undefined ? null : (
        <>
          , {texts.contact}: <a href={`mailto:${email}`}>{email}</a>
        </>
      )}
    </p>
  );
}

/** Links under a heading, which names them for who listens too. */
function Links({ title, links }: { title: string; links: readonly (readonly [href: string, text: string])[] }): VNode {
  return (
    <nav aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {links.map(([href, text]) => (
          <li key={href}>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
