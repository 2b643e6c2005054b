/** The words of the Tweede Kamer for votes and what they come to, in the language of the page; one that is not known stays as it is. */
import type { Language } from "../../http/documents.js";

export const CHOICES = ["Voor", "Tegen", "Niet deelgenomen"] as const;

/** Word of the source → what it is called in English; in Dutch it is that word. */
const ENGLISH: Readonly<Record<string, string>> = {
  Voor: "For",
  Tegen: "Against",
  "Niet deelgenomen": "Not taking part",
  Hoofdelijk: "By roll call",
  "Met handopsteken": "By show of hands",
  "Zonder stemming": "Without a vote",
  Aangenomen: "Adopted",
  Verworpen: "Rejected",
  Aangehouden: "Held over",
  Ingetrokken: "Withdrawn",
};

/** A word of the source, as it begins a line. */
export function wordFor(word: string, language: Language): string {
  return language === "en" && Object.hasOwn(ENGLISH, word) ? (ENGLISH[word] ?? word) : word;
}

/** A word of the source within a line: "met handopsteken". One that is not known stays as it is. */
export function wordWithin(word: string, language: Language): string {
  return Object.hasOwn(ENGLISH, word) ? wordFor(word, language).toLowerCase() : word;
}

/** The label of a decision or a vote as a name begins: "Aangenomen." and "Fictieve Partij Zuid Voor" end in a word of the source. */
export function ownName(label: string, language: Language): string {
  const name = label.trim().replace(/\.$/, "");
  const choice = CHOICES.find((each) => name.endsWith(` ${each}`));
  return choice === undefined ? wordFor(name, language) : name.slice(0, -choice.length) + wordFor(choice, language);
}
