/** Small tables of one source's statistics, and the observations that its rows become. */
import { CLEANER_NAMES, RecordCleaner } from "#src/records/clean.js";
import { Expander } from "#src/records/expand.js";
import { Families } from "#src/records/families.js";
import type { StatisticsFamily } from "#src/records/family-table.js";
import { FieldTable } from "#src/records/fields.js";
import type { CleanRecord, Finding } from "#src/records/record.js";
import { ReferenceBook } from "#src/records/reference-book.js";
import { statisticsRules } from "#src/records/row-rules.js";
import { StatisticsHeaders } from "#src/records/statistics-headers.js";
import { UnpivotTable } from "#src/records/unpivot-table.js";

const FIELDS = `key,aliases,clean,bad,families
brin,BRIN,brin4,finding,
vestigingsnummer,VESTIGING,brin6($(brin)),finding,
naam,NAAM,text,finding,
plaats,PLAATS,text,ignore,03-alle-vestigingen
schooljaar,PEILJAAR|PEILDATUM,school_year,finding,statistics/*
administratienummer,SWV,code,finding,registers/*|statistics/*
swv_woonachtig,SWV WOONACHTIG,code,finding,statistics/*
geslacht,GESLACHT,concept(geslacht),finding,statistics/*
leeftijd,LEEFTIJD,concept_code(leeftijd \\d+),finding,statistics/*
onderwijstype_vo,ONDERWIJSTYPE,concept(onderwijstype-vo),finding,statistics/*
postcodegebied,POSTCODE,concept_code(postcodegebied \\d{4}),finding,statistics/*
gewicht,GEWICHT,dec,finding,statistics/*
aantal,AANTAL|TOTAAL,masked,finding,statistics/*
kandidaten,KANDIDATEN,masked,finding,statistics/*
geslaagden,GESLAAGDEN,masked,finding,statistics/*
percentage,PERCENTAGE,dec,finding,statistics/*
cijfer,CIJFER,dec,finding,statistics/*
`;

const UNPIVOT = `pattern,measure,families
LEEFTIJD {leeftijd},aantal,
LEERLINGEN {schooljaar},aantal,historie
KANDIDATEN {schooljaar}[ -] {geslacht},kandidaten,
GESLAAGDEN {schooljaar}[ -] {geslacht},geslaagden,
PERCENTAGE {schooljaar}[ -] {geslacht},percentage,
{onderwijstype_vo},aantal,
`;

const FAMILIES = `
rows: {}
registers: {}
units:
  vestiging: { key: vestigingsnummer, with: [brin] }
  instelling: { key: brin }
  samenwerkingsverband: { key: administratienummer }
masked: { "<5": 4, "-1": 4, "<10": 9 }
observations: [waarnemingen.yml]
dimensions:
  geslacht: { property: geslacht }
  leeftijd: { property: leeftijd }
  onderwijstype_vo: { property: onderwijstypeVo }
  postcodegebied: { property: postcodegebied }
  swv_woonachtig: { property: swvWoonachtig, scheme: none }
measures:
  aantal: { property: aantalLeerlingen, type: integer }
  kandidaten: { property: aantalExamenkandidaten, type: integer }
  geslaagden: { property: aantalGeslaagden, type: integer }
  percentage: { property: slagingspercentage, type: decimal, of: kandidaten }
  cijfer: { property: gemiddeldCijfer, type: decimal, least: 1 }
attributes:
  gewicht: { property: schoolgewicht, type: decimal }
statistics:
  leeftijden:
    title: Leerlingen naar postcode en leeftijd
    unit: [vestiging, instelling]
    dimensions: [postcodegebied, leeftijd]
    optional: [postcodegebied, leeftijd]
    measures: [aantal]
    attributes: [gewicht]
    year: [rows, name]
    sparse: [postcodegebied]
  historie:
    title: Historie
    unit: [vestiging]
    measures: [aantal]
    year: [columns]
  examens:
    title: Examens
    unit: [vestiging]
    dimensions: [onderwijstype_vo, geslacht]
    measures: [kandidaten, geslaagden, percentage, cijfer]
    year: [columns, rows]
  soorten:
    title: Leerlingen naar onderwijstype
    unit: [vestiging]
    dimensions: [onderwijstype_vo, swv_woonachtig]
    measures: [aantal]
    year: [name]
  verbanden:
    title: Leerlingen per samenwerkingsverband
    unit: [samenwerkingsverband]
    dimensions: [geslacht]
    measures: [aantal]
    year: [rows]
`;

export interface Outcome {
  /** The observations of each row. */
  readonly rows: readonly (readonly CleanRecord[])[];
  /** All of them. */
  readonly observations: readonly CleanRecord[];
  readonly findings: readonly Finding[];
  readonly lacking: readonly string[];
  readonly book: ReferenceBook;
}

export interface Table {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

const fields = FieldTable.read(FIELDS, "fields.csv", CLEANER_NAMES);
const unpivot = UnpivotTable.read(UNPIVOT, "unpivot.csv");
const families = Families.read(FAMILIES, "families.yaml");
const listed = (scheme: string, ...names: string[]): { scheme: string; slug: string; names: string[] }[] =>
  names.map((name) => ({ scheme, slug: name.toLowerCase(), names: [name] }));

export function familyOf(dataset: string): StatisticsFamily {
  const { family } = families.named(dataset);
  if (family?.kind !== "statistics") throw new Error(`${dataset} is no statistic of these tables`);
  return family;
}

/** Cleans and expands the rows of a table of a dataset, `leeftijden-2024`. */
export function observe(dataset: string, { headers, rows }: Table): Outcome {
  const family = familyOf(dataset);
  const { slug, bare, years } = families.named(dataset);
  const book = new ReferenceBook({
    concepts: [
      ...listed("geslacht", "MAN", "VROUW", "TOTAAL"),
      ...listed("onderwijstype-vo", "HAVO", "VWO", "TOTAAL"),
      ...listed("leeftijd", "4", "5", "TOTAAL"),
    ],
    stewarded: [],
    minted: [],
    municipalities: new Map(),
    lookups: new Map(),
  });
  const findings: Finding[] = [];
  const common = { dataset: slug, book, onFinding: (finding: Finding): void => void findings.push(finding) };
  const read = new StatisticsHeaders({ table: fields, unpivot, family, bare, book });
  const cleaner = new RecordCleaner({ ...common, table: fields, family, rules: statisticsRules(read, family) });
  const expander = new Expander({ ...common, family, headers: read, ...(years === undefined ? {} : { years }) });
  const made = rows.map((cells, i) => {
    const raw = { line: i + 2, headers, cells };
    const record = cleaner.clean(raw);
    return record === undefined ? [] : expander.expand(record, raw);
  });
  cleaner.finish();
  expander.finish();
  return { rows: made, observations: made.flat(), findings, lacking: expander.lacking, book };
}
