/** Examples of a term, with links to the things. */
import type { VNode } from "preact";
import type { Language } from "../../http/documents.js";
import type { Literal } from "../../rdf/terms.js";
import type { NamingContext } from "../resource/facts-context.js";
import { Name } from "../named.js";
import { formatLiteral, safeHref } from "../wording.js";
import type { Examples } from "./examples.js";
import type { TermKind } from "./term-index.js";
import { Scroll } from "../scroll.js";

const TEXTS = {
  nl: {
    examples: "Voorbeelden uit de gegevens",
    none: "In de gegevens van deze dienst komt dit niet voor.",
    thing: "ding",
    value: "waarde",
  },
  en: {
    examples: "Examples from the data",
    none: "The data of this service does not have it.",
    thing: "thing",
    value: "value",
  },
} as const;

export function ExamplesSection(props: {
  readonly kind: TermKind;
  readonly examples: Examples;
  /** Names the things of the examples. */
  readonly context: NamingContext;
}): VNode {
  const { kind, examples, context } = props;
  const texts = TEXTS[context.language];
  return (
    <section aria-labelledby="voorbeelden">
      <h2 id="voorbeelden">{texts.examples}</h2>
      {examples.found.length === 0 ? (
        <p>{texts.none}</p>
      ) : kind === "class" ? (
        <ul class="plain">
          {examples.found.map(({ thing }) => (
            <li key={thing}>
              <Name iri={thing} context={context} />
            </li>
          ))}
        </ul>
      ) : (
        <Scroll labelledBy="voorbeelden">
          <table aria-labelledby="voorbeelden">
            <thead>
              <tr>
                <th scope="col">{texts.thing}</th>
                <th scope="col">{texts.value}</th>
              </tr>
            </thead>
            <tbody>
              {examples.found.map(({ thing, value }, place) => (
                <tr key={place}>
                  <td>
                    <Name iri={thing} context={context} />
                  </td>
                  <td>
                    {value === undefined ? null : value.termType === "Literal" ? (
                      <ValueText value={value} language={context.language} />
                    ) : (
                      <Name iri={value.value} context={context} />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}

/** Characters of a value that are shown. */
const LONGEST = 200;

function ValueText({ value, language }: { value: Literal; language: Language }): VNode {
  const text = formatLiteral(value, language);
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/\s+\S*$/, "")}…` : text;
  const href = value.datatype.value.endsWith("#anyURI") ? safeHref(value.value) : undefined;
  return href === undefined ? <>{short}</> : <a href={href}>{short}</a>;
}
