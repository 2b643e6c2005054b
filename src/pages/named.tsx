/** Values as people read them: a text in its language, a link with the name of the thing. */
import type { VNode } from "preact";
import { type Term, XSD } from "../rdf/terms.js";
import type { FactsContext, NamingContext } from "./resource/facts-context.js";
import { ELSEWHERE, linkTo } from "./links.js";
import { otherLanguage } from "./names.js";
import { spelledOut } from "./spelled-out.js";
import { formatLiteral, isNamed, safeHref, termName } from "./wording.js";

/** A literal for people; in another language than the page it says so. */
export function Text(props: {
  term: Extract<Term, { termType: "Literal" }>;
  context: Pick<FactsContext, "language">;
  /** Whether a number is not how many or how much. */
  isCode?: boolean;
}): VNode {
  const { term, context } = props;
  const isNumber = term.datatype.value === `${XSD}integer`;
  const text = props.isCode === true && isNumber ? term.value : formatLiteral(term, context.language);
  const href = term.datatype.value.endsWith("#anyURI") ? safeHref(term.value) : undefined;
  if (href !== undefined) {
    return (
      <a href={href} rel={ELSEWHERE}>
        {text}
      </a>
    );
  }
  if (term.language === "" || term.language === context.language) return <span>{text}</span>;
  return (
    <>
      <span lang={term.language}>{text}</span> <span class="lang">({term.language})</span>
    </>
  );
}

/** A link whose text is a label and whose title is the IRI; `plain` for terms, which are only links when they are ours. */
export function Name(props: { iri: string; context: NamingContext; plain?: boolean }): VNode {
  const { iri, context, plain = false } = props;
  const ours = iri.startsWith(`${context.site.base}/`);
  const href = safeHref(iri);
  const label = context.names(iri);
  // An address elsewhere that nobody named is best shown as it is.
  const text = ours ? spelledOr(label, iri, context) : plain ? label : addressOr(label, iri);
  const lang = text === label ? otherLanguage(context.names.languageOf?.(iri), context.language) : undefined;
  if (href === undefined || (plain && !ours)) {
    return (
      <span title={iri} lang={lang}>
        {text}
      </span>
    );
  }
  return (
    <a href={linkTo(context.site, context.language, href)} title={iri} rel={ours ? undefined : ELSEWHERE} lang={lang}>
      {text}
    </a>
  );
}

/** The label, unless it is but a UUID: then what it is the UUID of stands before it. */
function spelledOr(label: string, iri: string, { site }: NamingContext): string {
  return iri.endsWith(`/${label}`) && UUID.test(label) ? spelledOut(iri.slice(site.base.length)) : label;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The label, unless it was only made of the IRI. */
function addressOr(label: string, iri: string): string {
  if (isNamed(iri) || (label !== termName(iri, "nl") && label !== termName(iri, "en"))) return label;
  return /^https?:/.test(iri) ? iri.replace(/^https?:\/\//, "").replace(/\/$/, "") : iri;
}
