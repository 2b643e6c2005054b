/** DUO's statistics as closures written by hand: what the tables and waarnemingen.yml say, in code. */
import { slug } from "../../dist/records/slug.js";
import { BASE, cleaned, columns, newConcept, ond, tidy, type } from "./words.js";

/** @typedef {(statement: string) => void} Write */
/** @typedef {import("../../dist/records/reference-book.js").ReferenceBook} Book */
/** @typedef {(cells: readonly unknown[]) => void} Row */

const qb = "http://purl.org/linked-data/cube#";
const xsd = "http://www.w3.org/2001/XMLSchema#";
const integer = `^^<${xsd}integer>`;
const decimal = `^^<${xsd}decimal>`;

/** Writes what observations of one cube share. @param {string} family @param {string} title @param {string} dataset @param {Write} write */
function cube(family, title, dataset, write) {
  const seen = new Set();
  const q = `<${BASE}/id/statistiek/${family}>`;
  const tail = ` <${qb}dataSet> ${q}`;
  const derived = ` <http://www.w3.org/ns/prov#wasDerivedFrom> <${BASE}/id/dataset/duo/${dataset}>`;
  return {
    /** The part that all observations have. @param {string} year @param {string} unit @param {string} rest */
    observation(year, unit, rest) {
      const s = `<${BASE}/id/observatie/${family}/${year}_${unit}${rest}>`;
      write(`${s} ${type} <${qb}Observation>`);
      write(s + tail);
      write(s + derived);
      write(`${s} <${ond}schooljaar> <${BASE}/id/schooljaar/${year}>`);
      const v = `<${BASE}/id/vestiging/${unit}>`;
      write(`${s} <${ond}eenheid> ${v}`);
      if (!seen.has(unit)) {
        seen.add(unit);
        write(`${v} ${type} <${ond}Vestiging>`);
        write(`${v} <${ond}vestigingsnummer> "${unit}"`);
      }
      if (!seen.has(year)) {
        seen.add(year);
        const d = `<${BASE}/id/statistiek/${family}/deel/${year}>`;
        write(`${q} ${type} <${qb}DataSet>`);
        write(`${q} <http://purl.org/dc/terms/title> "${title}"@nl`);
        write(`${q} <${qb}structure> <${BASE}/id/datastructuur/${family}>`);
        write(`${q} <${qb}slice> ${d}`);
        write(`${d} ${type} <${qb}Slice>`);
        write(`${d} <http://purl.org/dc/terms/title> "${title} ${year}"@nl`);
        write(`${d} <${qb}sliceStructure> <${BASE}/id/datastructuur/${family}#schooljaar>`);
        write(`${d} <${ond}schooljaar> <${BASE}/id/schooljaar/${year}>`);
      }
      return s;
    },
    /** A count, or that it is masked; whether it is there. @param {string} s @param {string} measure @param {string} cell */
    count(s, measure, cell) {
      if (cell.startsWith("<")) masked(s, measure, write);
      else write(`${s} <${ond}${measure}> "${Number(cell)}"${integer}`);
    },
  };
}

/** @param {string} s @param {string} measure @param {Write} write */
function masked(s, measure, write) {
  write(`${s} <${ond}gemaskeerdeMaat> <${ond}${measure}>`);
  write(`${s} <${ond}bovengrens> "4"${integer}`);
  write(
    `${s} <http://purl.org/linked-data/sdmx/2009/attribute#obsStatus> <http://purl.org/linked-data/sdmx/2009/code#obsStatus-M>`,
  );
}

/** @param {number} from */
const year = (from) => `${from}-${from + 1}`;

/** A concept of a list that has it or not. @param {Book} book @param {string} scheme @param {Write} write */
function concepts(book, scheme, write) {
  const seen = new Map();
  /** @param {string} name */
  return (name) => {
    let found = seen.get(name);
    if (found === undefined) {
      const { slug: last, listed } = book.concept(scheme, name);
      const c = `<${BASE}/id/begrip/${scheme}/${last}>`;
      if (!listed) newConcept(c, scheme, name, write);
      seen.set(name, (found = { c, last }));
    }
    return found;
  };
}

/** Pupils of each school since 1996. @param {readonly string[]} headers @param {Book} book @param {Write} write @returns {Row} */
export function history(headers, book, write) {
  const family = "06-historisch-overzicht-leerlingen-per-schoolvestiging";
  const { at, names } = columns(headers);
  const { observation, count } = cube(family, "Historisch overzicht leerlingen per schoolvestiging", family, write);
  const kinds = concepts(book, "soort-primair-onderwijs", write);
  const [location, kind] = [at("VESTIGINGSCODE"), at("SOORT VESTIGING")];
  const years = names.flatMap((name, i) =>
    name.startsWith("LEERLINGEN ") ? [{ i, year: year(Number(name.slice(11))) }] : [],
  );
  return (cells) => {
    const number = tidy(cells[location]);
    const { c, last } = kinds(tidy(cells[kind]));
    for (const { i, year } of years) {
      const cell = tidy(cells[i]);
      if (cell === "") continue;
      const s = observation(year, number, `_${last}`);
      write(`${s} <${ond}soortPrimairOnderwijs> ${c}`);
      count(s, "aantalLeerlingen", cell);
    }
  };
}

/** Exam results. @param {readonly string[]} headers @param {Book} book @param {Write} write @returns {Row} */
export function exams(headers, book, write) {
  const { at } = columns(headers);
  const { observation, count } = cube(
    "06-examenkandidaten-en-geslaagden",
    "Examenkandidaten en geslaagden",
    "examenkandidaten-geslaagden-vo-2019-2024",
    write,
  );
  const [tracks, programmes] = [concepts(book, "onderwijstype-vo", write), concepts(book, "opleiding", write)];
  const [location, track, programme] = [at("VESTIGINGSCODE"), at("ONDERWIJSTYPE VO"), at("OPLEIDINGSNAAM")];
  const groups = [2019, 2020, 2021, 2022, 2023].flatMap((from) =>
    ["MAN", "VROUW", "TOTAAL"].map((sex) => ({
      year: year(from),
      sex: sex.toLowerCase(),
      s: `<${BASE}/id/begrip/geslacht/${sex.toLowerCase()}>`,
      candidates: at(`EXAMENKANDIDATEN SCHOOLJAAR ${year(from)} - ${sex}`),
      passed: at(`GESLAAGDEN SCHOOLJAAR ${year(from)} - ${sex}`),
      rate: at(`SLAAGPERC SCHOOLJAAR ${year(from)} - ${sex}`),
    })),
  );
  return (cells) => {
    const number = tidy(cells[location]);
    const [t, p] = [tracks(tidy(cells[track])), programmes(tidy(cells[programme]))];
    for (const group of groups) {
      const [candidates, passed, rate] = [
        tidy(cells[group.candidates]),
        tidy(cells[group.passed]),
        tidy(cells[group.rate]),
      ];
      if (candidates === "" && passed === "" && rate === "") continue;
      const s = observation(group.year, number, `_${t.last}_${p.last}_${group.sex}`);
      write(`${s} <${ond}onderwijstypeVo> ${t.c}`);
      write(`${s} <${ond}opleidingDimensie> ${p.c}`);
      write(`${s} <${ond}geslacht> ${group.s}`);
      if (candidates !== "") count(s, "aantalExamenkandidaten", candidates);
      if (passed !== "") count(s, "aantalGeslaagden", passed);
      if (rate !== "" && candidates !== "0")
        write(`${s} <${ond}slagingspercentage> "${cleaned("dec", rate)}"${decimal}`);
    }
  };
}

/** Pupils of a municipality's schools by age and where they live. @param {readonly string[]} headers @param {Book} book @param {Write} write @param {string} dataset @returns {Row} */
export function ages(headers, book, write, dataset) {
  const { at, names } = columns(headers);
  const { observation, count } = cube(
    "leerlingen-woongebied-leeftijd",
    "Leerlingen primair onderwijs naar woongebied en leeftijd",
    dataset,
    write,
  );
  const kinds = concepts(book, "soort-primair-onderwijs", write);
  const areas = concepts(book, "postcodegebied", write);
  const [day, brin, location, kind, area] = [
    at("PEILDATUM"),
    at("INSTELLINGSCODE"),
    at("VESTIGINGSCODE"),
    at("SOORT PO"),
    at("POSTCODE LEERLING"),
  ];
  const columnsOfAges = names.flatMap((name, i) =>
    name.startsWith("LEEFTIJD ") ? [{ i, age: slug(name.slice(9)) }] : [],
  );
  return (cells) => {
    const number = `${tidy(cells[brin])}${tidy(cells[location]).padStart(2, "0")}`;
    const [k, a, y] = [kinds(tidy(cells[kind])), areas(tidy(cells[area])), year(Number(tidy(cells[day]).slice(0, 4)))];
    for (const { i, age } of columnsOfAges) {
      const cell = tidy(cells[i]);
      if (cell === "" || cell === "0") continue;
      const s = observation(y, number, `_${a.last}_${k.last}_${age}`);
      write(`${s} <${ond}postcodegebied> ${a.c}`);
      write(`${s} <${ond}soortPrimairOnderwijs> ${k.c}`);
      write(`${s} <${ond}leeftijd> <${BASE}/id/begrip/leeftijd/${age}>`);
      count(s, "aantalLeerlingen", cell);
    }
  };
}
