/**
 * What our catalogue says of what graphs were: each dated version is a dataset of its own, and its dump the distribution of that
 * (MODEL §1.6; DCAT 3 §11). The catalogue lists what is current; a version is found from there.
 */
import { downloadPath } from "../../archive/download-names.js";
import { graphIri } from "../../archive/graph-name.js";
import type { GraphEntry, GraphVersion } from "../../archive/manifest.js";
import { momentOf } from "../../archive/stamp.js";
import { fileLines, MEDIA_TYPE, openLines, type Operator, rightsLines } from "./catalogue.js";
import { UNKNOWN_LICENCE } from "../licences.js";
import { sourceName } from "../source-names.js";
import { DCAT, DCT, PROV, type Statements } from "../statements.js";

const GZIP = `${MEDIA_TYPE}application/gzip`;

/** What DCAT says of one version of a graph that is not the current one. */
export function versionLines(s: Statements, operator: Operator, entry: GraphEntry, version: GraphVersion): string[] {
  const { path, title } = entry;
  const { stamp, quads, provenance } = version;
  const { source, edition, run } = provenance;
  const graph = graphIri(s.base, path);
  const dated = `${path}#versie-${stamp}`;
  const dump = `${dated}-nq`;
  const called = `${title}, versie ${stamp}`;
  const date = edition === undefined ? "" : ` Peildatum: ${edition}.`;
  const description = `Wat deze graaf was, uit ${sourceName(source)}. Aantal uitspraken: ${quads}.${date}`;
  const licence = entry.licence ?? UNKNOWN_LICENCE;
  const file = { of: dated, page: path, at: downloadPath(path, version), format: "nq", licence } as const;
  return [
    s.line(graph, `${DCAT}hasVersion`, s.node(dated)),
    s.type(dated, `${DCAT}Dataset`),
    s.type(dated, `${DCAT}Resource`),
    s.line(dated, `${DCAT}isVersionOf`, s.node(graph)),
    s.line(dated, `${DCAT}version`, s.text(stamp)),
    s.line(dated, `${DCT}title`, s.text(called, "nl")),
    s.line(dated, `${DCT}description`, s.text(description, "nl")),
    s.line(dated, `${DCT}identifier`, s.text(s.base + dated)),
    ...openLines(s, operator, dated, source),
    ...rightsLines(s, dated, path, source),
    s.line(dated, `${DCT}issued`, s.dateTime(momentOf(stamp).toISOString())),
    ...(edition === undefined ? [] : [s.line(dated, `${s.lds}peildatum`, s.day(edition))]),
    s.line(dated, `${PROV}wasGeneratedBy`, s.node(run)),
    ...fileLines(s, dump, file),
    s.line(dump, `${DCT}title`, s.text(`${called}, als N-Quads`, "nl")),
    s.line(dump, `${DCAT}compressFormat`, s.node(GZIP)),
    s.type(GZIP, `${DCT}MediaType`),
  ];
}
