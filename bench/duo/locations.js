/** The registers of locations as a closure written by hand: what mappings/duo/vestigingen.yml says, in code. */
import { escapeLexical } from "../../dist/rdf/nquads.js";
import { BASE, cleaned, columns, newConcept, ond, schema, tidy, type } from "./words.js";

/** @typedef {(statement: string) => void} Write */
/** @typedef {import("../../dist/records/reference-book.js").ReferenceBook} Book */
/** @typedef {(cells: readonly unknown[]) => void} Row */

const locn = "http://www.w3.org/ns/locn#";

/** The registers of locations. @param {readonly string[]} headers @param {Book} book @param {Write} write @returns {Row} */
export function locations(headers, book, write) {
  const { at } = columns(headers);
  const column = {
    province: at("PROVINCIE"),
    board: at("BEVOEGD GEZAG NUMMER"),
    brin: at("BRIN NUMMER", "INSTELLINGSCODE"),
    number: at("VESTIGINGSNUMMER", "VESTIGINGSCODE"),
    name: at("VESTIGINGSNAAM"),
    municipality: at("GEMEENTENUMMER"),
    municipalityName: at("GEMEENTENAAM"),
    denomination: at("DENOMINATIE"),
    phone: at("TELEFOONNUMMER"),
    site: at("INTERNETADRES"),
    holiday: at("VAKANTIEREGIO"),
  };
  const addresses = /** @type {const} */ ([
    ["bezoekadres", ""],
    ["correspondentieadres", " CORRESPONDENTIEADRES"],
  ]).map(([child, suffix]) => ({
    child,
    street: at(`STRAATNAAM${suffix}`),
    house: at(`HUISNUMMER-TOEVOEGING${suffix}`),
    postcode: at(`POSTCODE${suffix}`),
    place: at(`PLAATSNAAM${suffix}`),
  }));
  const regions = [
    ["nodaal", "nodaalGebied", "NODAAL GEBIED"],
    ["rpa", "rpaGebied", "RPA-GEBIED"],
    ["wgr", "wgrGebied", "WGR-GEBIED"],
    ["corop", "coropgebied", "COROPGEBIED"],
    ["onderwijsgebied", "onderwijsgebied", "ONDERWIJSGEBIED"],
    ["rmc", "rmcRegio", "RMC-REGIO"],
  ].map(([kind, property, name]) => ({ kind, property, code: at(`${name} CODE`), name: at(`${name} NAAM`) }));

  /** @param {string} s @param {string} scheme @param {string} property @param {string} name */
  const concept = (s, scheme, property, name) => {
    if (name === "") return;
    const found = book.concept(scheme, name);
    const c = `<${BASE}/id/begrip/${scheme}/${found.slug}>`;
    write(`${s} <${ond}${property}> ${c}`);
    if (!found.listed) newConcept(c, scheme, name, write);
  };

  return (cells) => {
    const cell = (/** @type {number} */ i) => tidy(cells[i]);
    const brin = cleaned("brin4", cell(column.brin));
    const number = cleaned("brin6", cell(column.number), brin ?? "");
    if (number === undefined) return;
    const v = `${BASE}/id/vestiging/${number}`;
    const s = `<${v}>`;
    write(`${s} ${type} <${ond}Vestiging>`);
    write(`${s} <${ond}vestigingsnummer> "${number}"`);
    const name = cell(column.name);
    if (name !== "") write(`${s} <${schema}name> "${escapeLexical(name)}"`);
    const i = `<${BASE}/id/instelling/${number.slice(0, 4)}>`;
    write(`${s} <${ond}vestigingVan> ${i}`);
    write(`${i} ${type} <${ond}Onderwijsinstelling>`);
    write(`${i} <${ond}brin> "${number.slice(0, 4)}"`);
    write(
      `${i} <${schema}sameAs> <http://lod.onderwijsregistratie.nl/rio/id/Onderwijsinstellingserkenning/${number.slice(0, 4)}>`,
    );
    const board = cleaned("bgnr", cell(column.board));
    if (board !== undefined) {
      const b = `<${BASE}/id/bevoegd-gezag/${board}>`;
      write(`${s} <${ond}bevoegdGezag> ${b}`);
      write(`${b} ${type} <${ond}BevoegdGezag>`);
      write(`${b} <${ond}bevoegdGezagNummer> "${board}"`);
      write(`${b} <${schema}sameAs> <http://lod.onderwijsregistratie.nl/rio/id/BevoegdGezagErkenning/${board}>`);
    }
    concept(s, "denominatie", "denominatie", cell(column.denomination));
    concept(s, "vakantieregio", "vakantieregio", cell(column.holiday));
    const phone = cleaned("tel", cell(column.phone));
    if (phone !== undefined) write(`${s} <${schema}telephone> "${escapeLexical(phone)}"`);
    const site = cleaned("url", cell(column.site));
    for (const url of site === undefined ? [] : [site].flat()) write(`${s} <${schema}url> <${url}>`);
    const code = cleaned("municipality", cell(column.municipality));
    if (code !== undefined) {
      const g = `<${BASE}/id/gemeente/${code}>`;
      write(`${s} <${ond}gemeente> ${g}`);
      if (book.municipality(code) === undefined) {
        write(`${g} ${type} <${ond}Gemeente>`);
        write(`${g} <${ond}gemeentecode> "${code}"`);
        write(`${g} <${schema}name> "${escapeLexical(cell(column.municipalityName))}"`);
        write(`${g} <${schema}sameAs> <https://identifier.overheid.nl/tooi/id/gemeente/gm${code}>`);
      }
    }
    const province = book.lookup("provincies", cell(column.province));
    if (province !== undefined) write(`${s} <${ond}provincie> <${BASE}/id/provincie/${province}>`);
    for (const region of regions) {
      const code = cleaned("digits", cell(region.code), "2");
      if (code === undefined) continue;
      const r = `<${BASE}/id/regio/${region.kind}/${code}>`;
      write(`${s} <${ond}${region.property}> ${r}`);
      write(`${r} ${type} <${ond}Regio>`);
      write(`${r} <${ond}regiosoort> <${BASE}/id/begrip/regiosoort/${region.kind}>`);
      write(`${r} <${ond}regiocode> "${code}"`);
      if (cell(region.name) !== "") write(`${r} <${schema}name> "${escapeLexical(cell(region.name))}"`);
    }
    for (const { child, street, house, postcode, place } of addresses) {
      const [road, nr, post, town] = [
        cell(street),
        cleaned("housenumber", cell(house)),
        cleaned("postcode", cell(postcode)),
        cell(place),
      ];
      if (road === "" && nr === undefined && post === undefined && town === "") continue;
      const a = `<${v}#${child}>`;
      write(`${s} <${schema}address> ${a}`);
      write(`${s} <${ond}${child}> ${a}`);
      write(`${a} ${type} <${schema}PostalAddress>`);
      write(`${a} ${type} <${locn}Address>`);
      write(`${a} <${schema}addressCountry> "NL"`);
      const isBox = /^postbus$/i.test(road);
      if (road !== "" && !(isBox && nr !== undefined)) write(`${a} <${locn}thoroughfare> "${escapeLexical(road)}"`);
      if (nr !== undefined) {
        if (isBox) write(`${a} <${schema}postOfficeBoxNumber> "${escapeLexical(nr)}"`);
        else write(`${a} <${locn}locatorDesignator> "${escapeLexical(nr)}"`);
      }
      if (road !== "")
        write(`${a} <${schema}streetAddress> "${escapeLexical(nr === undefined ? road : `${road} ${nr}`)}"`);
      if (post !== undefined) write(`${a} <${schema}postalCode> "${post}"`);
      if (town !== "") {
        write(`${a} <${schema}addressLocality> "${escapeLexical(cleaned("place", town))}"`);
        write(`${a} <${ond}plaatsnaamBron> "${escapeLexical(town)}"`);
      }
    }
  };
}
