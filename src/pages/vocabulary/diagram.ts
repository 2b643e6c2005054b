/** Which classes and links a diagram shows, and where. */
import { type Placed, placeInLayers } from "./layers.js";
import type { ClassLink, TermIndex } from "./term-index.js";

export interface Box {
  readonly iri: string;
  readonly name: string;
  /** The class that the diagram is about. */
  readonly isCentre: boolean;
  /** Middle, and size, in pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** Names of its properties, a line each; none for "is a kind of". */
  readonly lines: readonly string[];
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Middle of the lines of text. */
  readonly x: number;
  readonly y: number;
}

export interface Diagram {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  /** Classes that there was no room for. */
  readonly leftOut: number;
}

/** What is drawn: classes, the links between them, and which is a kind of which. */
export interface Selection {
  readonly centre?: string;
  readonly classes: readonly string[];
  readonly links: readonly ClassLink[];
  readonly kinds: readonly { readonly from: string; readonly to: string }[];
  readonly leftOut: number;
}

/** More than these cannot be read at a glance. */
const MOST_MAIN = 12;
/** Of these, the ones that are chosen for themselves. */
const MOST_HUBS = 8;
const MOST_NEIGHBOURS = 11;
const MOST_LINES = 3;
const CONCEPT = "http://www.w3.org/2004/02/skos/core#Concept";

/** The classes of a module that hang together with the most others. */
export function mainClasses(index: TermIndex, module: string): Selection {
  const isOwn = (iri: string): boolean => {
    const term = index.terms.get(iri);
    return term?.module === module && term.kind === "class";
  };
  const own = index.links.filter(({ from, to }) => from !== to && isOwn(from) && isOwn(to));
  const others = new Map<string, Set<string>>();
  for (const { from, to } of own) {
    for (const [a, b] of [
      [from, to],
      [to, from],
    ] as const) {
      others.set(a, (others.get(a) ?? new Set()).add(b));
    }
  }
  // What others lead to tells more of the domain than what only ties others together.
  const led = new Map([...others.keys()].map((iri) => [iri, new Set<string>()]));
  for (const { from, to } of own) led.get(to)?.add(from);
  const weight = (iri: string): number => (others.get(iri)?.size ?? 0) + (led.get(iri)?.size ?? 0);
  const ranked = [...others.keys()].sort((a, b) => weight(b) - weight(a) || (a < b ? -1 : 1));
  const classes = connected(ranked, others);
  const all = [...index.terms.values()].filter(({ iri }) => isOwn(iri)).length;
  return {
    classes,
    links: own.filter(({ from, to }) => classes.includes(from) && classes.includes(to)),
    kinds: kindsAmong(index, classes),
    leftOut: all - classes.length,
  };
}

/** The first of a ranking, and those that tie the most of these together; none that would stand alone. */
function connected(ranked: readonly string[], others: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const tiesOf = (iri: string, chosen: readonly string[]): number =>
    chosen.filter((each) => others.get(iri)?.has(each) === true).length;
  const hubs = ranked.slice(0, MOST_HUBS);
  const ties = ranked
    .slice(MOST_HUBS)
    .toSorted((a, b) => tiesOf(b, hubs) - tiesOf(a, hubs))
    .slice(0, MOST_MAIN - hubs.length);
  const chosen = [...hubs, ...ties];
  return chosen.filter((iri) => tiesOf(iri, chosen) > 0);
}

/** A class with those that it leads to, that lead to it, and that it is a kind of, or they of it. */
export function neighbourhood(index: TermIndex, centre: string): Selection {
  const supers = index.terms.get(centre)?.supers ?? [];
  const subs = index.subs.get(centre) ?? [];
  const links = index.links.filter(({ from, to }) => from === centre || to === centre);
  const count = new Map<string, number>([...supers, ...subs].map((iri) => [iri, 1]));
  for (const { from, to } of links) {
    const other = from === centre ? to : from;
    // A concept of a list is what everything leads to: it tells the least.
    count.set(other, (count.get(other) ?? 0) + (other === CONCEPT ? 0.1 : index.terms.has(other) ? 2 : 0.5));
  }
  count.delete(centre);
  const ranked = [...count].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([iri]) => iri);
  const classes = [centre, ...ranked.slice(0, MOST_NEIGHBOURS)];
  const isShown = (iri: string): boolean => classes.includes(iri);
  return {
    centre,
    classes,
    links: links.filter(({ from, to }) => isShown(from) && isShown(to)),
    kinds: [...supers.map((to) => ({ from: centre, to })), ...subs.map((from) => ({ from, to: centre }))].filter(
      ({ from, to }) => isShown(from) && isShown(to),
    ),
    leftOut: ranked.length - (classes.length - 1),
  };
}

/** A property between the classes that it leads from and to. */
export function bridge(index: TermIndex, property: string): Selection {
  const links = index.links.filter((link) => link.property === property);
  const all = [...new Set(links.flatMap(({ from, to }) => [from, to]))];
  const targets = new Set(links.map(({ to }) => to));
  const classes = all.sort((a, b) => Number(targets.has(b)) - Number(targets.has(a))).slice(0, MOST_NEIGHBOURS + 1);
  const isShown = (iri: string): boolean => classes.includes(iri);
  return {
    classes,
    links: links.filter(({ from, to }) => isShown(from) && isShown(to)),
    kinds: [],
    leftOut: all.length - classes.length,
  };
}

function kindsAmong(index: TermIndex, classes: readonly string[]): Selection["kinds"] {
  return classes.flatMap((from) =>
    (index.terms.get(from)?.supers ?? []).filter((to) => classes.includes(to)).map((to) => ({ from, to })),
  );
}

const BOX_HEIGHT = 36;
/** Of the text along an arrow. */
export const LINE_HEIGHT = 14;
/** What a page has room for, in pixels: where layers side by side are wider, they go below each other. */
const WIDEST = 1080;
/** Width of a character, in pixels, on the safe side: of names in boxes, and of those along arrows. */
const CHARACTER = 7.4;
const SMALL_CHARACTER = 6.3;

/**
 * Places what was selected.
 *
 * @param nameOf what terms are called on the page
 * @param more says that there are so many properties more
 */
export function laidOut(selection: Selection, nameOf: (iri: string) => string, more: (n: number) => string): Diagram {
  const links = [...grouped(selection.links)].map(([key, properties]) => {
    const [from = "", to = ""] = key.split(" ");
    const names = properties.map(nameOf).sort();
    const shown = names.length > MOST_LINES ? names.slice(0, MOST_LINES - 1) : names;
    const rest = names.length - shown.length;
    return { from, to, lines: rest === 0 ? shown : [...shown, more(rest)] };
  });
  const joins = [...links, ...selection.kinds.map((kind) => ({ ...kind, lines: [] }))];
  const sizes = selection.classes.map((iri) => ({
    key: iri,
    width: Math.round(nameOf(iri).length * CHARACTER) + 24,
    height: BOX_HEIGHT,
  }));
  const joinSizes = joins.map(({ from, to, lines }) => ({
    from,
    to,
    width: Math.max(10, ...lines.map((line) => Math.round(line.length * SMALL_CHARACTER))),
    height: lines.length * LINE_HEIGHT,
  }));
  const { width, height, boxes, joined } = placeInLayers(sizes, joinSizes, WIDEST);
  const nowhere: Placed = { x: 0, y: 0, width: 0, height: 0 };
  return {
    width,
    height,
    leftOut: selection.leftOut,
    boxes: selection.classes.map((iri, place) => ({
      iri,
      name: nameOf(iri),
      isCentre: iri === selection.centre,
      ...(boxes[place] ?? nowhere),
    })),
    arrows: joins.map((join, place) => ({ ...join, ...(joined[place] ?? { x: 0, y: 0, points: [] }) })),
  };
}

/** `from to` → the properties that link them. */
function grouped(links: readonly ClassLink[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { from, to, property } of links) {
    const key = `${from} ${to}`;
    groups.set(key, [...(groups.get(key) ?? []), property]);
  }
  return groups;
}
