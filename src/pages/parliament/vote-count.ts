/** What the votes on a decision add up to: members in a roll call, else the seats of the groups. */
import type { Language } from "../../http/documents.js";
import type { Decision, Vote } from "./decisions.js";
import { CHOICES } from "./vote-words.js";
import { formatNumber } from "../wording.js";

/** What one vote is a number of. A source that gives no seats leaves but groups to count. */
export type VoteUnit = "members" | "seats" | "groups";

const UNITS = {
  nl: { members: ["lid", "leden"], seats: ["zetel", "zetels"], groups: ["fractie", "fracties"] },
  en: { members: ["member", "members"], seats: ["seat", "seats"], groups: ["group", "groups"] },
} as const;

export interface Sum {
  readonly choice: (typeof CHOICES)[number];
  readonly count: number;
}

/** What the votes on this decision are counted in. */
export function unitOf({ form, votes }: Pick<Decision, "form" | "votes">): VoteUnit {
  if (form === "Hoofdelijk" || votes.some(({ person }) => person !== undefined)) return "members";
  return votes.some(({ seats }) => seats !== undefined) ? "seats" : "groups";
}

/** How much a vote counts for; undefined where the source does not say. */
export function weightOf({ seats }: Vote, unit: VoteUnit): number | undefined {
  return unit === "seats" ? seats : 1;
}

/** Per choice what was counted, without mistakes; choices that nobody made are left out. */
export function sumsOf(votes: readonly Vote[], unit: VoteUnit): Sum[] {
  return CHOICES.map((choice) => ({
    choice,
    count: votes
      .filter((vote) => vote.choice === choice && !vote.mistaken)
      .reduce((sum, vote) => sum + (weightOf(vote, unit) ?? 0), 0),
  })).filter(({ count }) => count > 0);
}

/** "1 zetel", "20 zetels". */
export function counted(count: number, unit: VoteUnit, language: Language): string {
  return `${formatNumber(count, language)} ${unitName(unit, language, count)}`;
}

/** The unit in the plural, or for this count. */
export function unitName(unit: VoteUnit, language: Language, count?: number): string {
  const [one, many] = UNITS[language][unit];
  return count === 1 ? one : many;
}
