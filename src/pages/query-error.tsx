/** Why a question could not be answered: a sentence in the language of the page, around what the engine said, which is in English. */
import type { VNode } from "preact";
import type { Language } from "../http/documents.js";

const TEXTS = {
  nl: {
    unanswered: "De vraag kon niet beantwoord worden.",
    unreadable: (line: string, column: string) =>
      `De vraag is niet te lezen: er staat een fout in regel ${line}, bij teken ${column}.`,
    undeclared: (prefix: string) => `De afkorting ${prefix}: is nergens uitgelegd. Zet boven de vraag:`,
    said: "Wat er in het Engels over gezegd wordt:",
  },
  en: {
    unanswered: "The question could not be answered.",
    unreadable: (line: string, column: string) =>
      `The question cannot be read: there is an error in line ${line}, at character ${column}.`,
    undeclared: (prefix: string) => `The prefix ${prefix}: is declared nowhere. Put above the question:`,
    said: "What is said of it:",
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

/** The error of a question on the page that it was asked on. */
export function QueryError(props: { error: string; forPeople?: string | undefined; language: Language }): VNode {
  const { error, forPeople, language } = props;
  const { told, said, line } = toldOf(error, language, forPeople);
  return (
    <div id="fout" class="utrecht-alert utrecht-alert--error">
      <p>{told}</p>
      {said === undefined ? null : <p class="soft">{TEXTS[language].said}</p>}
      <pre>
        <code lang={said === undefined || language === "en" ? undefined : "en"}>{said ?? line}</code>
      </pre>
    </div>
  );
}
