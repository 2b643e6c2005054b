/** Labels below a chart, such as do not run into one another: on a wide screen, and in the larger letters of a narrow one. */

/** Width of a character of a label, in units of the picture, on the safe side: letters of 13 on a wide screen. */
const CHARACTER = 7.5;
/** The same where the picture is drawn at half its size: letters of 22. */
export const NARROW_CHARACTER = 12.5;

/** Fewest characters of a name that still say something. */
const TELLING = 8;

export interface Label {
  readonly category: string;
  readonly text: string;
  /** The screens that it is for; both when undefined. */
  readonly only?: "wide" | "narrow";
}

/** @param step what each category has of the width of the picture */
export function labels(categories: readonly string[], step: number): readonly Label[] {
  const wide = fitting(categories, step / CHARACTER);
  const narrow = fitting(categories, step / NARROW_CHARACTER);
  return categories.flatMap((category, place): Label[] => {
    const [broad, slim] = [wide[place], narrow[place]];
    if (broad !== undefined && broad === slim) return [{ category, text: broad }];
    return [
      ...(broad === undefined ? [] : [{ category, text: broad, only: "wide" as const }]),
      ...(slim === undefined ? [] : [{ category, text: slim, only: "narrow" as const }]),
    ];
  });
}

/** Of each category its label: cut short where enough of the names is left, else one in so many has one, the last always. */
function fitting(categories: readonly string[], characters: number): readonly (string | undefined)[] {
  const room = Math.floor(characters);
  const longest = Math.max(...categories.map(({ length }) => length));
  if (longest > room && room >= TELLING) {
    return categories.map((category) => (category.length > room ? `${category.slice(0, room - 1)}…` : category));
  }
  const every = Math.max(1, Math.ceil(longest / Math.max(1, room)));
  return categories.map((category, place) => ((categories.length - 1 - place) % every === 0 ? category : undefined));
}
