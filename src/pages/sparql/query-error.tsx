/** Why a question could not be answered: a sentence in the language of the page, around what the engine said, which is in English. */
import type { VNode } from "preact";
import type { Language } from "../../http/documents.js";

const TEXTS = {
  nl: {
    unanswered: "De vraag kon niet beantwoord worden.",
    unreadable: (line: string, column: string) =>
      `De vraag is niet te lezen: er staat een fout in regel ${line}, bij teken ${column}.`,
    undeclared: (prefix: string) => `De afkorting ${prefix}: is nergens uitgelegd. Zet boven de vraag:`,
    said: "Wat er in het Engels over gezegd wordt",
    better: "Verbeter de vraag hierboven, of begin met een van de voorbeelden hieronder.",
  },
  en: {
    unanswered: "The question could not be answered.",
    unreadable: (line: string, column: string) =>
      `The question cannot be read: there is an error in line ${line}, at character ${column}.`,
    undeclared: (prefix: string) => `The prefix ${prefix}: is declared nowhere. Put above the question:`,
    said: "What is said of it",
    better: "Mend the question above, or begin with one of the examples below.",
  },
} as const;

/** Where the engine stopped reading, and what it had expected. */
const UNREADABLE = /\berror at (\d+):(\d+): ([\s\S]*)$/;
const UNDECLARED = /\bthe prefix of ([^\s:]*):\S* is not declared; add the line (PREFIX .*)$/;

interface Told {
  readonly told: string;
  /** Said in English, below it. */
  readonly said?: string;
  /** A line to add. */
  readonly line?: string;
}

/** @param forPeople what the page says in Dutch of an error that is not in the question itself */
function toldOf(error: string, language: Language, forPeople: string | undefined): Told {
  const texts = TEXTS[language];
  const [, line, column, said = ""] = UNREADABLE.exec(error) ?? [];
  if (line !== undefined && column !== undefined) return { told: texts.unreadable(line, column), said };
  const [, prefix, missing = ""] = UNDECLARED.exec(error) ?? [];
  if (prefix !== undefined) return { told: texts.undeclared(prefix), line: missing };
  return { told: (language === "nl" ? forPeople : undefined) ?? texts.unanswered, said: error };
}

/** Characters of what the engine said that are shown at once: what it had expected is a list of all signs there are. */
const SHORT = 200;

/** The error of a question on the page that it was asked on. */
export function QueryError(props: { error: string; forPeople?: string | undefined; language: Language }): VNode {
  const { error, forPeople, language } = props;
  const texts = TEXTS[language];
  const { told, said, line } = toldOf(error, language, forPeople);
  return (
    <div id="fout" class="utrecht-alert utrecht-alert--error">
      <p>{told}</p>
      {said === undefined ? (
        <pre>
          <code>{line}</code>
        </pre>
      ) : (
        <details open={said.length < SHORT}>
          <summary>{texts.said}</summary>
          <pre>
            <code lang={language === "en" ? undefined : "en"}>{said}</code>
          </pre>
        </details>
      )}
      <p>{texts.better}</p>
    </div>
  );
}
