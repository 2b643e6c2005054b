/** What a search page shows to who asked nothing yet: examples, and kinds of things to leaf through. */
import type { VNode } from "preact";
import type { Language } from "../../http/documents.js";
import type { Site } from "../../http/site.js";
import { expanded } from "../../search/curie.js";
import { hrefOf } from "./search-facets.js";

const TEXTS = {
  nl: { examples: "Zoek bijvoorbeeld", browse: "Of blader door" },
  en: { examples: "Search for example for", browse: "Or leaf through" },
} as const;

/** A place, a code, a kind of education, a word: each shows something else that can be asked. */
const EXAMPLES = ["Utrecht", "16SW03", "havo", "basisschool"];

/** Kinds that people look for, as there are many of them; a class by its prefix. */
const KINDS = [
  { type: "ond:Vestiging", nl: "Scholen (vestigingen)", en: "Schools (locations)" },
  { type: "ond:BevoegdGezag", nl: "Schoolbesturen", en: "School boards" },
  { type: "ond:Samenwerkingsverband", nl: "Samenwerkingsverbanden", en: "Partnerships" },
  { type: "ond:Gemeente", nl: "Gemeenten", en: "Municipalities" },
  { type: "qb:DataSet", nl: "Statistieken", en: "Statistics" },
  { type: "dcat:Dataset", nl: "Datasets", en: "Datasets" },
  { type: "ond:Opleiding", nl: "Opleidingen", en: "Programmes" },
  { type: "tk:Motie", nl: "Moties", en: "Motions" },
  { type: "tk:Persoon", nl: "Kamerleden", en: "Members of parliament" },
  { type: "skos:ConceptScheme", nl: "Begrippenlijsten", en: "Concept schemes" },
] as const;

/** Examples and kinds, as links. @param props.kinds IRIs of the classes that there is anything of */
export function SearchStart(props: { site: Site; language: Language; kinds: readonly string[] }): VNode {
  const { site, language, kinds } = props;
  const texts = TEXTS[language];
  const there = new Set(kinds);
  const shown = KINDS.filter(({ type }) => there.has(expanded(type, site)));
  const href = (changes: Parameters<typeof hrefOf>[1]): string =>
    hrefOf({ site, language, question: { kind: "search", text: "", page: 1 } }, changes);
  if (shown.length === 0) return <></>;
  return (
    <>
      <p>
        {texts.examples}{" "}
        {EXAMPLES.map((text, place) => (
          <span key={text}>
            {place > 0 ? ", " : ""}
            <a href={href({ q: text })}>{text}</a>
          </span>
        ))}
      </p>
      <section aria-labelledby="bladeren">
        <h2 id="bladeren">{texts.browse}</h2>
        <ul class="forms">
          {shown.map((kind) => (
            <li key={kind.type}>
              <a href={href({ type: kind.type })}>{kind[language]}</a>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
