/** One run of closures written by hand, over the same readers: KIND FILE OUT. */
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { escapeLexical } from "../../dist/rdf/nquads.js";
import { csvRows } from "../../dist/mapping/input/csv-rows.js";
import { jsonElements } from "../../dist/mapping/input/json-elements.js";
import { BASE, COLUMNS, report } from "./work.js";

const [kind = "json", file = "", target = ""] = process.argv.slice(2);
const started = performance.now();
const out = createWriteStream(target);
const ond = `${BASE}/def/onderwijs#`;
const type = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
const source = /** @type {import("../../dist/mapping/model.js").LogicalSource} */ ({
  name: "scholen",
  path: file,
  root: "working-directory",
  formulation: kind === "json" ? "JSONPath" : "CSV",
  dialect: { delimiter: ";" },
  spreads: true,
  natural: true,
  at: undefined,
});
let text = "";
let triples = 0;

/** @param {string} line */
function write(line) {
  triples++;
  text += line;
}

/** @param {any} r */
function school(r) {
  const s = `<${BASE}/id/school/${encodeURIComponent(r.nummer)}>`;
  write(`${s} ${type} <${ond}School> .\n`);
  if (r.naam) write(`${s} <http://schema.org/name> "${escapeLexical(r.naam)}" .\n`);
  if (r.plaats) write(`${s} <http://schema.org/addressLocality> "${escapeLexical(r.plaats)}" .\n`);
  if (r.gemeente) write(`${s} <${ond}gemeente> <${BASE}/id/gemeente/${encodeURIComponent(r.gemeente)}> .\n`);
  if (r.leerlingen !== null) {
    write(`${s} <${ond}leerlingen> "${r.leerlingen}"^^<http://www.w3.org/2001/XMLSchema#integer> .\n`);
  }
  if (r.adres?.straat) write(`${s} <http://schema.org/streetAddress> "${escapeLexical(r.adres.straat)}" .\n`);
  if (r.adres?.postcode) write(`${s} <http://schema.org/postalCode> "${escapeLexical(r.adres.postcode)}" .\n`);
}

/** @param {any} r */
function exam(r) {
  const vestiging = encodeURIComponent(r.VESTIGINGSCODE);
  const s = `<${BASE}/id/examen/${vestiging}/${encodeURIComponent(r.INSPECTIECODE)}>`;
  write(`${s} ${type} <${ond}Examen> .\n`);
  write(`${s} <${ond}vestiging> <${BASE}/id/vestiging/${vestiging}> .\n`);
  for (const [column = "", name] of COLUMNS) {
    if (r[column] !== undefined) write(`${s} <${ond}${name}> "${escapeLexical(r[column])}" .\n`);
  }
}

const only = new Set(["VESTIGINGSCODE", ...COLUMNS.map(([column = ""]) => column)]);
const map = kind === "json" ? school : exam;
for await (const batch of kind === "json" ? jsonElements(source, file, []) : csvRows(source, file, { only })) {
  for (const record of batch) {
    map(record);
    if (text.length < 64 * 1024) continue;
    if (!out.write(text)) await once(out, "drain");
    text = "";
  }
}
out.end(text);
await once(out, "finish");
report(started, triples);
