/** Numbers that a source keeps back because they are about few people: never shown as a number, and said to be so. */
import type { VNode } from "preact";
import type { Language } from "../../http/documents.js";
import type { FactsContext } from "../resource/facts-context.js";
import { Name } from "../named.js";

const TEXTS = {
  nl: {
    masked: "afgeschermd",
    few: "minder dan 5",
    hint: "minder dan 5: de bron houdt dit aantal achter",
    note: "Afgeschermd: minder dan 5; de bron noemt het aantal niet, zodat niemand te herkennen is.",
    title: "Afgeschermde aantallen",
  },
  en: {
    masked: "masked",
    few: "fewer than 5",
    hint: "fewer than 5: the source keeps this number back",
    note: "Masked: fewer than 5; the source does not give the number, so that nobody can be recognised.",
    title: "Masked numbers",
  },
} as const;

/** Why numbers are masked, on a line of its own. */
export function MaskedNote({ language }: { language: Language }): VNode {
  return <p class="soft">{TEXTS[language].note}</p>;
}

/** What stands in the place of a number: short where there is a note on the page. */
export function Masked({ language, short = false }: { language: Language; short?: boolean }): VNode {
  const { masked, few, hint } = TEXTS[language];
  return (
    <span class="masked" title={hint}>
      {short ? masked : `${masked} (${few})`}
    </span>
  );
}

/** The measures that an observation masks, each with what stands in its place. */
export function MaskedMeasures(props: { measures: readonly string[]; context: FactsContext }): VNode {
  const { measures, context } = props;
  const { language } = context;
  return (
    <section aria-label={TEXTS[language].title}>
      <dl class="facts">
        {measures.map((measure) => (
          <div key={measure}>
            <dt>
              <Name iri={measure} context={context} plain />
            </dt>
            <dd>
              <Masked language={language} />
            </dd>
          </div>
        ))}
      </dl>
      <MaskedNote language={language} />
    </section>
  );
}
