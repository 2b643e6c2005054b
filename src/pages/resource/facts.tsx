/** What is said of a thing, as a list of properties and values, each value with the graph it is from. */
import type { VNode } from "preact";
import type { Language } from "../../http/documents.js";
import { nodeKey } from "../../rdf/subjects.js";
import type { Term } from "../../rdf/terms.js";
import type { FactsContext } from "./facts-context.js";
import { Name, Text } from "../named.js";
import { addressLine } from "./places.js";
import { factsOf, isDescribedChild, type Property, type Value } from "./properties.js";
import { Sources } from "./statement-sources.js";
import { nameOfCode } from "../wording.js";

/** The names of properties whose numbers are names: a number of a case, a year. */
const CODE = /(?:nummer|number|code|identifier|jaar|year)$/i;

/** What codes of languages and countries are called, by the names of the properties that have them. */
const CODE_NAMES = [
  { property: /[#/]inLanguage$/, code: /^[a-z]{2,3}$/, type: "language" },
  { property: /[#/](?:addressCountry|land)$/, code: /^[A-Z]{2}$/, type: "region" },
] as const;

/** "Nederlands" for `nl`, where the property says that it is a language; undefined for other values. */
function calledAs(predicate: string, { value }: Term, language: Language): string | undefined {
  const kind = CODE_NAMES.find(({ property, code }) => property.test(predicate) && code.test(value))?.type;
  return kind === undefined ? undefined : nameOfCode(kind, value, language);
}

/** Above this many values of one property, the rest is folded. */
const SHOWN = 12;

export function Facts({
  facts,
  context,
  depth = 0,
}: {
  readonly facts: readonly Property[];
  readonly context: FactsContext;
  readonly depth?: number;
}): VNode | null {
  if (facts.length === 0) return null;
  return (
    <dl class="facts">
      {facts.map(({ predicate, values }) => (
        <div key={predicate}>
          <dt>
            <Name iri={predicate} context={context} plain />
          </dt>
          <dd>
            <Values {...{ predicate, values, context, depth }} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Values(props: Property & { context: FactsContext; depth: number }): VNode {
  const { predicate, values, context, depth } = props;
  const items = values.map((value) => (
    <li key={nodeKey(value.term)}>
      <OneValue {...{ predicate, value, context, depth }} />
    </li>
  ));
  if (items.length <= SHOWN) return <ul>{items}</ul>;
  const more = context.language === "nl" ? `nog ${items.length - SHOWN}` : `${items.length - SHOWN} more`;
  return (
    <>
      <ul>{items.slice(0, SHOWN)}</ul>
      <details>
        <summary>{more}</summary>
        <ul>{items.slice(SHOWN)}</ul>
      </details>
    </>
  );
}

function OneValue(props: { predicate: string; value: Value; context: FactsContext; depth: number }): VNode {
  const { predicate, value, context, depth } = props;
  const { term } = value;
  if (term.termType === "NamedNode" && depth < 2 && isDescribedChild(term.value, context)) {
    const parts = <Facts facts={factsOf(term.value, context)} context={context} depth={depth + 1} />;
    const address = addressLine(context.quads, term.value);
    if (address === undefined) return parts;
    return (
      <div class="folded">
        <details>
          <summary>{address}</summary>
          {parts}
        </details>
        <Sources graphs={value.graphs} context={context} />
      </div>
    );
  }
  return (
    <>
      {term.termType === "Literal" ? (
        (calledAs(predicate, term, context.language) ?? (
          <Text term={term} context={context} isCode={CODE.test(predicate)} />
        ))
      ) : (
        <Name iri={nodeKey(term)} context={context} />
      )}
      <Sources graphs={value.graphs} context={context} />
    </>
  );
}
