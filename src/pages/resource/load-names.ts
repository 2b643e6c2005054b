/** Loads are called after their source and moment: "Lading van DUO, 28 november 2026 om 09:26". */
import type { Language } from "../../http/documents.js";
import { stampDate } from "../../http/headers.js";
import type { Site } from "../../http/site.js";
import { shortSourceName } from "../../ingest/source-names.js";
import type { Names } from "../names.js";
import { formatMoment } from "../wording.js";

/** What a load is called; undefined for what is no load. */
export function loadName({ base }: Pick<Site, "base">, iri: string, language: Language): string | undefined {
  const [source = "", stamp = ""] = iri.startsWith(`${base}/id/lading/`)
    ? iri.slice(`${base}/id/lading/`.length).split("/")
    : [];
  const moment = stampDate(stamp);
  if (moment === undefined) return undefined;
  const name = shortSourceName(source, language);
  return `${language === "nl" ? "Lading van" : "Load of"} ${name}, ${formatMoment(moment, language)}`;
}

/** Names in which loads have theirs. */
export function withLoads(names: Names, site: Pick<Site, "base">, language: Language): Names {
  const named = (iri: string): string => loadName(site, iri, language) ?? names(iri);
  return Object.assign(named, {
    languageOf: (iri: string): string =>
      loadName(site, iri, language) === undefined ? (names.languageOf?.(iri) ?? "") : "",
  });
}
