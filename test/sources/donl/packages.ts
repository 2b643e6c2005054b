/** Packages for tests of data.overheid.nl: about education, or not. */
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import type { CkanPackage } from "#src/sources/ckan/package.js";
import type { DonlDelivery, DonlRequest, HeldRegister, Mark } from "#src/sources/donl/open.js";
import { openDonl } from "#src/sources/donl/open.js";
import { http, pack } from "../ckan/packages.js";
import type { Package } from "../ckan/server.js";
import { folder } from "../../folder.js";
import { shared } from "../../shared.js";

const OWMS = "http://standaarden.overheid.nl/owms/terms/";
export const DUO = `${OWMS}Dienst_Uitvoering_Onderwijs`;

/** The nth package, of DUO, last changed in the nth second of 2026. */
export function ofDuo(n: number, fields: Partial<Package> = {}): Package {
  return pack(n, { authority: DUO, theme: [`${OWMS}Bestuur`], ...fields });
}

/** The nth package, of a municipality, about traffic. */
export function ofOthers(n: number, fields: Partial<Package> = {}): Package {
  return pack(n, { authority: `${OWMS}Tilburg_(gemeente)`, theme: [`${OWMS}Verkeer_(thema)`], ...fields });
}

/** Packages of DUO, 1 to n. */
export function ofDuos(n: number): Package[] {
  return Array.from({ length: n }, (_, i) => ofDuo(i + 1));
}

/** The one real package, as it is printed. */
export function realPackage(): Package & { readonly resources: readonly Package[] } {
  const text = readFileSync(shared("sources", "donl", "package-natuurbeheerplan-2025.json"), "utf8");
  return JSON.parse(text) as Package & { readonly resources: readonly Package[] };
}

/** What is held between runs, as the archive holds it: a list, and a mark. */
export class Register implements HeldRegister {
  list: readonly CkanPackage[] = [];
  mark?: Mark;
  readonly notes: string[] = [];

  async *packages(): AsyncGenerator<readonly CkanPackage[]> {
    if (this.list.length > 0) yield this.list;
  }

  get names(): string[] {
    return this.list.map(({ name }) => name).toSorted();
  }

  /** One run: what it delivers is held from then on. A run that breaks off leaves all as it was. */
  async update(request: Omit<DonlRequest, "held" | "scratch">, tries = 2): Promise<DonlDelivery> {
    this.notes.length = 0;
    const client = http({ retries: tries });
    const delivery = await openDonl({ ...request, held: this, scratch: await folder() }, client, (note) =>
      this.notes.push(note),
    );
    const { body } = await delivery.open();
    const { results } = JSON.parse(await text(body)) as { results: CkanPackage[] };
    this.list = results;
    const mark = delivery.mark();
    if (mark === undefined) delete this.mark;
    else this.mark = mark;
    return delivery;
  }
}
