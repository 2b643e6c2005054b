/** What a vocabulary says of one of its terms, line by line. */
import type { ComponentChildren, VNode } from "preact";
import { shortened } from "../../rdf/prefixes.js";
import { RDF_TYPE } from "../../rdf/terms.js";
import { Name } from "../named.js";
import { literalsOf } from "../names.js";
import { notesIn } from "./history.js";
import { valuesOf, type VocabularyTerm } from "./term-index.js";
import { TermNames, type VocabularyContext } from "./term-name.js";

const RDFS = "http://www.w3.org/2000/01/rdf-schema#";
const OWL = "http://www.w3.org/2002/07/owl#";
const DCT = "http://purl.org/dc/terms/";
const SKOS = "http://www.w3.org/2004/02/skos/core#";
const QB = "http://purl.org/linked-data/cube#";

const TEXTS = {
  nl: {
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
  },
  en: {
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
  },
} as const;

/** The facts of a term; a line of which there is nothing to say is left out. */
export function TermFacts({ term, context }: { term: VocabularyTerm; context: VocabularyContext }): VNode {
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
