/**
 * Terms as RDF/JS libraries want them (RDF/JS: Data model specification): the plain terms of this project, with `equals`.
 */
import { quad, type Literal, type NamedNode, type Quad, type Subject, type Term } from "../rdf/terms.js";

/** What a term may be compared with. */
interface Other {
  readonly termType: string;
  readonly value: string;
  readonly language?: string;
  readonly datatype?: { readonly value: string };
}

class ComparableIri implements NamedNode {
  readonly termType = "NamedNode";
  constructor(readonly value: string) {}

  equals(other: Other | null | undefined): boolean {
    return other?.termType === "NamedNode" && other.value === this.value;
  }
}

class ComparableBlank {
  readonly termType = "BlankNode";
  constructor(readonly value: string) {}

  equals(other: Other | null | undefined): boolean {
    return other?.termType === "BlankNode" && other.value === this.value;
  }
}

class ComparableLiteral implements Literal {
  readonly termType = "Literal";
  constructor(
    readonly value: string,
    readonly language: string,
    readonly datatype: ComparableIri,
  ) {}

  equals(other: Other | null | undefined): boolean {
    return (
      other?.termType === "Literal" &&
      other.value === this.value &&
      other.language === this.language &&
      other.datatype?.value === this.datatype.value
    );
  }
}

/** An IRI with `equals`. */
export function comparableIri(value: string): NamedNode {
  return new ComparableIri(value);
}

/** Whether an IRI was made here, and not by a library. */
export function isOurs(term: object): boolean {
  return term instanceof ComparableIri;
}

/** Makes terms comparable. Predicates and datatypes, of which there are few, are made once. */
export class TermMaker {
  readonly #few = new Map<string, ComparableIri>();

  term(term: Term): Term {
    switch (term.termType) {
      case "NamedNode":
        return new ComparableIri(term.value);
      case "BlankNode":
        return new ComparableBlank(term.value);
      case "Literal":
        return new ComparableLiteral(term.value, term.language, this.#oneOfFew(term.datatype.value));
    }
  }

  /** The statement without its graph. */
  statement(subject: Subject, { predicate, object }: Quad): Quad {
    return quad(subject, this.#oneOfFew(predicate.value), this.term(object));
  }

  #oneOfFew(value: string): ComparableIri {
    let iri = this.#few.get(value);
    if (iri === undefined) this.#few.set(value, (iri = new ComparableIri(value)));
    return iri;
  }
}
