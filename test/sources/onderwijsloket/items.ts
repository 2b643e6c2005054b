/** Records for the tests: a few as the documentation prints them (02.directus/01.your-first-request), and many made up. */
import type { Item } from "./server.js";

export const PRINTED_ARTICLES: readonly Item[] = [
  {
    id: "00f81660-a2e4-48af-b8d7-98ce338de447",
    title: "Hoe werkt de leerplicht in Nederland?",
    slug: "hoe-werkt-de-leerplicht-in-nederland",
  },
  {
    id: "01f90101-9f1c-4241-a7e8-0a1d60d7fa5d",
    title: "Wat is het vavo?",
    slug: "wat-is-het-vavo",
  },
  {
    id: "0dbab3e8-1d2b-489f-a539-1f4cdbec0f05",
    title: "Hoe kan ik zij-instromen als leraar in het voortgezet onderwijs?",
    slug: "hoe-kan-ik-zij-instromen-als-leraar-in-het-voortgezet-onderwijs",
  },
];

/** A uuid; later numbers come later in the order of ids. */
export function uuid(n: number): string {
  return `${String(n).padStart(8, "0")}-0000-4000-8000-000000000000`;
}

/** Topics with the ids of the numbers from 1 on. */
export function topics(count: number): Item[] {
  return Array.from({ length: count }, (_, index) => topic(index + 1));
}

export function topic(n: number): Item {
  return { id: uuid(n), name: `Onderwerp ${n}`, path: `/onderwerpen/${n}`, slug: `onderwerp-${n}` };
}

/** A record with all that is asked of its collection, empty but for what is given. */
export function item(fields: readonly string[], given: Item): Item {
  return { ...Object.fromEntries(fields.map((field) => [field.split(".")[0], null])), ...given };
}
