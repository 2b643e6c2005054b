/** What changed in a vocabulary, by version, as its own Turtle tells. */
import type { VNode } from "preact";
import type { Language } from "../../http/documents.js";
import { bySubject } from "../../rdf/subjects.js";
import type { Quad } from "../../rdf/terms.js";
import type { OntologyModule } from "../../resources/ontology.js";
import type { ModuleView } from "../../resources/vocabulary-routes.js";
import { linkTo } from "../links.js";
import { bestText, literalsOf } from "../names.js";
import { formatDay } from "../wording.js";
import { Scroll } from "../scroll.js";

const DCT = "http://purl.org/dc/terms/";
const OWL = "http://www.w3.org/2002/07/owl#";
const CHANGE_NOTE = "http://www.w3.org/2004/02/skos/core#changeNote";

const TEXTS = {
  nl: { title: "Versies", version: "versie", date: "datum", what: "wat er veranderde", current: "actueel" },
  en: { title: "Versions", version: "version", date: "date", what: "what changed", current: "current" },
} as const;

interface Version {
  readonly iri: string;
  readonly number: string;
  /** `yyyy-mm-dd`. */
  readonly date: string | undefined;
  readonly notes: readonly string[];
}

/** The versions of a vocabulary, the newest first. */
function versionsOf({ name, quads }: OntologyModule, base: string, language: Language): Version[] {
  const start = `${base}/def/${name}/`;
  const versions = bySubject(quads).filter(({ subject }) => subject.value.startsWith(start));
  return versions
    .map(({ subject, quads: said }) => ({
      iri: subject.value,
      number: literalsOf(said, `${OWL}versionInfo`)[0]?.value ?? subject.value.slice(start.length),
      date: literalsOf(said, `${DCT}issued`)[0]?.value,
      notes: notesIn(said, language),
    }))
    .sort((a, b) => b.number.localeCompare(a.number, "en", { numeric: true }));
}

/** Notes on what changed, in the language of the page where they are. */
export function notesIn(quads: readonly Quad[], language: Language): string[] {
  const notes = literalsOf(quads, CHANGE_NOTE);
  const inLanguage = notes.filter((note) => note.language === language);
  const best = bestText(notes, language);
  return inLanguage.length > 0 ? inLanguage.map(({ value }) => value) : best === undefined ? [] : [best];
}

export function History({ module, isEarlier, ontology, site, language }: ModuleView): VNode | null {
  const texts = TEXTS[language];
  const versions = versionsOf(module, site.base, language);
  if (versions.length === 0) return null;
  return (
    <section aria-labelledby="versies">
      <h2 id="versies">{texts.title}</h2>
      <Scroll labelledBy="versies">
        <table aria-labelledby="versies">
          <thead>
            <tr>
              <th scope="col">{texts.version}</th>
              <th scope="col">{texts.date}</th>
              <th scope="col">{texts.what}</th>
            </tr>
          </thead>
          <tbody>
            {versions.map(({ iri, number, date, notes }) => (
              <tr key={iri}>
                <th scope="row">
                  {number === module.version || ontology.earlier.has(`${module.name}/${number}`) ? (
                    <a href={linkTo(site, language, iri)}>{number}</a>
                  ) : (
                    number
                  )}
                  {number === module.version && !isEarlier ? ` (${texts.current})` : ""}
                </th>
                <td>{date === undefined ? "–" : formatDay(date, language)}</td>
                <td>{notes.join(" ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
