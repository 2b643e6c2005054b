/** The rules of our shapes about a class or a property, in a table. */
import type { VNode } from "preact";
import { pathText, predicatesOf } from "../../validate/path.js";
import { bestText } from "../names.js";
import type { InnerRule, Rule } from "./rules.js";
import { demandsOf, type Piece } from "./rule-words.js";
import { TermName, TermNames, type VocabularyContext } from "./term-name.js";
import { Scroll } from "../scroll.js";

const TEXTS = {
  nl: {
    title: "Vorm",
    lead: "Waaraan de gegevens horen te voldoen, volgens onze SHACL-vormen. `onderwijsgraaf validate` controleert het; gegevens die afwijken worden wel gepubliceerd.",
    property: "eigenschap",
    class: "bij",
    demand: "eis",
    severity: "ernst",
    itself: "het ding zelf",
    having: "alles met ",
    reached: "alles waarnaar verwezen wordt met ",
  },
  en: {
    title: "Shape",
    lead: "What the data should look like, by our SHACL shapes. `onderwijsgraaf validate` checks it; data that differs is published all the same.",
    property: "property",
    class: "of",
    demand: "demand",
    severity: "severity",
    itself: "the thing itself",
    having: "all with ",
    reached: "all that is referred to by ",
  },
} as const;

/** The rules for things of a class, those of what it is a kind of included. */
export function rulesForClass(context: VocabularyContext, iri: string): readonly Rule[] {
  const kinds = new Set([iri]);
  for (const each of kinds) for (const parent of context.index.terms.get(each)?.supers ?? []) kinds.add(parent);
  return context.index.rules.filter(({ targets }) => targets.classes.some((target) => kinds.has(target)));
}

/** The rules that say something of a property. */
export function rulesForProperty(context: VocabularyContext, iri: string): readonly Rule[] {
  return context.index.rules.filter(
    (rule) => [...rule.targets.subjectsOf, ...rule.targets.objectsOf].includes(iri) || speaksOf(rule, iri),
  );
}

function speaksOf({ path, constraints }: InnerRule, property: string): boolean {
  if (path !== undefined && [...predicatesOf(path)].some(({ iri }) => iri === property)) return true;
  return constraints.some(({ shapes }) => shapes.some((inner) => speaksOf(inner, property)));
}

export function RulesTable(props: {
  readonly rules: readonly Rule[];
  /** What each row is about besides the term of the page. */
  readonly by: "property" | "class";
  readonly context: VocabularyContext;
}): VNode | null {
  const { rules, by, context } = props;
  const texts = TEXTS[context.language];
  if (rules.length === 0) return null;
  return (
    <section aria-labelledby="vorm">
      <h2 id="vorm">{texts.title}</h2>
      <p class="soft">{withCode(texts.lead)}</p>
      <Scroll labelledBy="vorm">
        <table aria-labelledby="vorm">
          <thead>
            <tr>
              <th scope="col">{texts[by]}</th>
              <th scope="col">{texts.demand}</th>
              <th scope="col">{texts.severity}</th>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule, place) => (
              <tr key={place}>
                <th scope="row">
                  {by === "property" ? (
                    <RulePath rule={rule} context={context} />
                  ) : (
                    <For rule={rule} context={context} />
                  )}
                </th>
                <td>
                  <Demands rule={rule} context={context} />
                </td>
                <td>{context.names(rule.severity)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function RulePath({ rule, context }: { rule: Rule; context: VocabularyContext }): VNode {
  const { path } = rule;
  if (path === undefined) return <>{TEXTS[context.language].itself}</>;
  if (path.kind === "predicate") return <TermName iri={path.iri} context={context} />;
  return <>{pathText(path, context.names).replaceAll("|", " | ")}</>;
}

function For({ rule: { targets }, context }: { rule: Rule; context: VocabularyContext }): VNode {
  const texts = TEXTS[context.language];
  if (targets.classes.length > 0) return <TermNames iris={targets.classes} context={context} />;
  const [text, iris] =
    targets.subjectsOf.length > 0 ? [texts.having, targets.subjectsOf] : [texts.reached, targets.objectsOf];
  return (
    <>
      {text}
      <TermNames iris={iris} context={context} />
    </>
  );
}

function Demands({ rule, context }: { rule: Rule; context: VocabularyContext }): VNode {
  const { language, names } = context;
  const message = bestText(rule.messages, language);
  return (
    <>
      {demandsOf(rule, language, names).map((phrase, place) => (
        <span key={place}>
          {place > 0 ? ", " : ""}
          {phrase.map((piece, at) => (
            <PieceOf key={at} piece={piece} context={context} />
          ))}
        </span>
      ))}
      {message === undefined ? null : <div class="soft">{message}</div>}
    </>
  );
}

function PieceOf({ piece, context }: { piece: Piece; context: VocabularyContext }): VNode {
  if (typeof piece === "string") return <>{piece}</>;
  if ("code" in piece) return <code>{piece.code}</code>;
  return <TermName iri={piece.iri} context={context} />;
}

/** Text in which what stands between backticks is code. */
function withCode(text: string): (string | VNode)[] {
  return text.split("`").map((part, place) => (place % 2 === 0 ? part : <code key={place}>{part}</code>));
}
