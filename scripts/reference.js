/**
 * Writes ontology/reference/gemeenten.ttl and provincies.ttl.
 *
 *   node scripts/reference.js GEMEENTEN.csv [ADDRESSES.csv]
 *
 * GEMEENTEN.csv is the list of Statistics Netherlands: UTF-8, comma-separated, with the columns Gemeentecode,
 * Gemeentenaam, Provinciecode and Provincienaam. ADDRESSES.csv is an address file of DUO (windows-1252, `;`) of a later
 * year: municipalities that only it knows are added. DUO writes their names in capitals, so they get Dutch title case.
 */
import { readFile, writeFile } from "node:fs/promises";
import Papa from "papaparse";

const BASE = "https://data.example.nl";
const OUT = new URL("../ontology/reference/", import.meta.url);

/** Words inside a place name that stay in lower case. */
const SMALL = new Set(["aan", "bij", "de", "den", "der", "en", "in", "op", "'t", "ten", "ter", "van"]);

/** Names that the list gives beside the official one: code → official name. */
const OFFICIAL = new Map([
  ["0518", "'s-Gravenhage"],
  ["0796", "'s-Hertogenbosch"],
]);

/** Dutch title case of a name in capitals: `VOORNE AAN ZEE` → `Voorne aan Zee`, `IJSSELSTEIN` → `IJsselstein`. */
function titleCase(name) {
  const words = name.toLowerCase().split(/(?<=[ -])/);
  return words.map((word, at) => (at > 0 && SMALL.has(word.replace(/[ -]$/, "")) ? word : capital(word))).join("");
}

function capital(word) {
  return word.replace(/^ij|^\p{L}/u, (start) => start.toUpperCase());
}

async function rows(file, encoding, delimiter, columns) {
  // As a stream, since Node 20 decodes windows-1252 in one go as if it were ISO 8859-1.
  const text = new TextDecoder(encoding).decode(await readFile(file), { stream: true });
  const parsed = Papa.parse(text, { header: true, delimiter, skipEmptyLines: true });
  const missing = columns.filter((column) => !parsed.meta.fields?.includes(column));
  if (missing.length > 0) throw new Error(`${file} has no column ${missing.join(", ")}; give the right file`);
  return parsed.data;
}

function literal(value, language) {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"${language === undefined ? "" : `@${language}`}`;
}

function gemeente({ code, name, other, province }) {
  return [
    `<${BASE}/id/gemeente/${code}> a ond:Gemeente ;`,
    `  schema:name ${literal(name)} ;`,
    `  skos:prefLabel ${literal(name, "nl")} ;`,
    ...other.map((label) => `  skos:altLabel ${literal(label, "nl")} ;`),
    `  ond:gemeentecode "${code}" ;`,
    `  dct:identifier "${code}" ;`,
    `  ond:provincie <${BASE}/id/provincie/${province}> ;`,
    `  schema:sameAs <https://identifier.overheid.nl/tooi/id/gemeente/gm${code}> .`,
  ].join("\n");
}

function provincie([code, name]) {
  return [
    `<${BASE}/id/provincie/${code}> a ond:Provincie ;`,
    `  schema:name ${literal(name)} ;`,
    `  skos:prefLabel ${literal(name, "nl")} ;`,
    `  ond:provinciecode "${code}" ;`,
    `  dct:identifier "${code}" ;`,
    `  schema:sameAs <https://identifier.overheid.nl/tooi/id/provincie/pv${code}> .`,
  ].join("\n");
}

async function write(name, comment, blocks) {
  const head = [
    ...comment.map((line) => `# ${line}`),
    "# Written by scripts/reference.js; https://data.example.nl stands for the base IRI.",
    `@prefix ond: <${BASE}/def/onderwijs#> .`,
    "@prefix schema: <http://schema.org/> .",
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
    "@prefix dct: <http://purl.org/dc/terms/> .",
  ];
  await writeFile(new URL(name, OUT), `${head.join("\n")}\n\n${blocks.join("\n\n")}\n`);
}

async function main([list, addresses]) {
  if (list === undefined)
    throw new Error("say which list to read: node scripts/reference.js GEMEENTEN.csv [ADDRESSES.csv]");
  const provinces = new Map();
  const found = new Map();
  for (const row of await rows(list, "utf-8", ",", [
    "Gemeentecode",
    "Gemeentenaam",
    "Provinciecode",
    "Provincienaam",
  ])) {
    provinces.set(row.Provinciecode, row.Provincienaam);
    const names = found.get(row.Gemeentecode)?.names ?? [];
    found.set(row.Gemeentecode, { names: [...names, row.Gemeentenaam], province: row.Provinciecode });
  }
  const provinceOf = new Map([...provinces].map(([code, name]) => [name, code]));
  const columns = ["GEMEENTENUMMER", "GEMEENTENAAM", "PROVINCIE"];
  const later = addresses === undefined ? [] : await rows(addresses, "windows-1252", ";", columns);
  for (const row of later) {
    if (found.has(row.GEMEENTENUMMER)) continue;
    const province = provinceOf.get(row.PROVINCIE);
    if (province === undefined)
      throw new Error(`${addresses}: "${row.PROVINCIE}" is no province of ${list}; mend the row`);
    found.set(row.GEMEENTENUMMER, { names: [titleCase(row.GEMEENTENAAM)], province });
  }
  const gemeenten = [...found]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { names, province }]) => {
      const name = OFFICIAL.get(code) ?? names[0];
      return { code, name, other: names.filter((each) => each !== name), province };
    });
  await write(
    "gemeenten.ttl",
    [
      "Municipalities of 1 January 2020 (Statistics Netherlands), and the later ones that DUO's address file of 2026 knows.",
      "Some of the list no longer exist; older files still name them.",
    ],
    gemeenten.map(gemeente),
  );
  const sorted = [...provinces].toSorted(([a], [b]) => (a < b ? -1 : 1));
  await write("provincies.ttl", ["The twelve provinces (Statistics Netherlands)."], sorted.map(provincie));
  process.stderr.write(`${gemeenten.length} municipalities, ${sorted.length} provinces\n`);
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
