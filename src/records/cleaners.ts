/**
 * The cleaners that field tables name (MODEL §2, generic value cleaning, and §1.3). Each is a small pure function of a
 * trimmed value that is not blank. Reasons are in Dutch: they are published with the finding.
 */
import type { Cleaned, Cleaner } from "./cleaner.js";
import { webIri } from "../sources/web-address.js";
import { placeName } from "./place-name.js";
import { schoolYear } from "./school-year.js";
import { slug } from "./slug.js";
import { isLeft, startOf, timeCleaners } from "./time-cleaners.js";
import { webCleaners } from "./web-cleaners.js";

const ok = (value: string | number | boolean | readonly string[]): Cleaned => ({ value });
const bad = (reason: string): Cleaned => ({ bad: reason });

/** White space that folding would change: any but one plain space between words. */
const UNTIDY = /[^\S ]| {2}/;

/** Strips white space (no-break space too) and folds runs of it to one space. */
export function trimmed(value: string): string {
  const inner = value.trim();
  return UNTIDY.test(inner) ? inner.replace(/\s+/g, " ") : inner;
}

const BLANK = /^(?:|-|n\.?v\.?t\.?|null)$/i;
/** In characters: the longest of these. */
const LONGEST_BLANK = 6;

/** Whether a trimmed value says that there is none: empty, `-`, `n.v.t.`, `NVT`, `null`. */
export function isBlank(value: string): boolean {
  return value.length <= LONGEST_BLANK && BLANK.test(value);
}

/** Text as it is. */
const text: Cleaner = (value) => ok(value);

/** BRIN of an institution: two digits, two letters; of a location number its first four. */
const brin4: Cleaner = (value) => {
  const v = value.toUpperCase();
  return /^[0-9]{2}[A-Z]{2}(?:[0-9]{2})?$/.test(v)
    ? ok(v.slice(0, 4))
    : bad("geen BRIN-nummer (twee cijfers en twee letters)");
};

/** Number of a location: BRIN and two digits; two (or one) digits alone need the BRIN, the first argument. */
const brin6: Cleaner = (value, [brin]) => {
  const v = value.toUpperCase();
  if (/^[0-9]{1,2}$/.test(v)) {
    if (brin === undefined || !/^[0-9]{2}[A-Z]{2}$/.test(brin))
      return bad("vestigingsnummer van twee cijfers zonder BRIN-nummer");
    return ok(brin + v.padStart(2, "0"));
  }
  if (!/^[0-9]{2}[A-Z]{2}[0-9]{2}$/.test(v)) return bad("geen vestigingsnummer (BRIN-nummer en twee cijfers)");
  if (brin !== undefined && brin !== "" && !v.startsWith(brin))
    return bad(`vestigingsnummer hoort niet bij BRIN-nummer ${brin}`);
  return ok(v);
};

/** Number of a board (bevoegd gezag): at most five digits, padded; 0 means unknown. */
const bgnr: Cleaner = (value) => {
  if (!/^[0-9]{1,5}$/.test(value)) return bad("geen bevoegd-gezagnummer (vijf cijfers)");
  return /^0+$/.test(value) ? undefined : ok(value.padStart(5, "0"));
};

/** A code of digits, padded with zeros to the length that the argument gives. */
const digits: Cleaner = (value, [length = "1"]) => {
  const n = Number(length);
  if (!/^[0-9]+$/.test(value)) return bad("geen getal");
  if (value.length > n && n > 1) return bad(`meer dan ${n} cijfers`);
  return ok(value.padStart(n, "0"));
};

/** Code of a municipality (CBS): four digits, padded; 9999 means unknown. */
const municipality: Cleaner = (value) => {
  if (!/^[0-9]{1,4}$/.test(value)) return bad("geen gemeentecode (vier cijfers)");
  const code = value.padStart(4, "0");
  return code === "9999" || code === "0000" ? undefined : ok(code);
};

/** A code of letters, digits and dashes, in capitals: `PO2203`. */
const code: Cleaner = (value) => {
  const v = value.toUpperCase();
  return /^[A-Z0-9-]{1,20}$/.test(v) ? ok(v) : bad("geen code (letters, cijfers, streepje)");
};

/** `rio(A)`: id in the register RIO, three digits, the letter of its kind, three digits: `104A158`. */
const rio: Cleaner = (value, [letter = ""]) => {
  const v = value.toUpperCase();
  return /^[0-9]{3}[ABX][0-9]{3}$/.test(v) && v[3] === letter
    ? ok(v)
    : bad(`geen RIO-sleutel (drie cijfers, ${letter}, drie cijfers)`);
};

/** Postal code of an address: `5022 KE` → `5022KE`. */
const postcode: Cleaner = (value) => {
  const v = value.replace(/ /g, "").toUpperCase();
  return /^[1-9][0-9]{3}[A-Z]{2}$/.test(v) ? ok(v) : bad("geen postcode (vier cijfers en twee letters)");
};

const MONTH = "(?:jan|feb|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)";
const SPREADSHEET_DATE = new RegExp(`^(?:[0-9]{1,2}-${MONTH}|${MONTH}-[0-9]{1,2})$`, "i");

/** House number with its addition, as text: `27-A 29`. What a spreadsheet made into a date cannot be undone. */
const housenumber: Cleaner = (value) =>
  SPREADSHEET_DATE.test(value) ? bad("huisnummer door een spreadsheet veranderd in een datum") : ok(value);

/** Place name in the spelling people use. */
const place: Cleaner = (value) => ok(placeName(value));

/** Telephone number: ten digits with a leading 0 become E.164 (`+31592340973`); any other stays as it is. */
const tel: Cleaner = (value) => {
  const plain = value.replace(/[\s().-]/g, "");
  return ok(/^0[0-9]{9}$/.test(plain) ? `+31${plain.slice(1)}` : value);
};

/** In characters: browsers and servers agree on no more. */
const LONGEST_ADDRESS = 2_000;

/** Web address(es) as absolute IRIs: `www.vituszuid.nl` → `https://www.vituszuid.nl/`. */
const url: Cleaner = (value) => {
  const parts = value.split(/[,;\s]+/).filter((part) => part !== "");
  // A space is also a slip inside one address; only what begins like an address is one of several.
  if (parts.length > 1 && !parts.every((part) => /^(?:https?:\/\/|www\.)/i.test(part))) return bad("geen webadres");
  const urls = parts.map(webAddress);
  const found = urls.filter((u) => u !== undefined);
  if (found.length === 0 || found.length < urls.length) return bad("geen webadres");
  return found.length === 1 ? ok(found[0] ?? "") : ok([...new Set(found)]);
};

function webAddress(given: string): string | undefined {
  if (given.length > LONGEST_ADDRESS) return undefined;
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `https://${given}`;
  if (!URL.canParse(full)) return undefined;
  const u = new URL(full);
  if (u.protocol !== "http:" && u.protocol !== "https:") return undefined;
  if (u.username !== "" || u.password !== "") return undefined;
  u.hostname = u.hostname.replace(/\.+$/, "");
  return /\.(?:[a-z]{2,}|xn--[a-z0-9-]+)$/.test(u.hostname) ? webIri(u) : undefined;
}

/** A whole number as DUO writes it, `.` between thousands: `1.234` → 1234. No thousands begin with 0: `0.500` is a half. */
const int: Cleaner = (value) => {
  if (!/^[+-]?(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)$/.test(value)) return bad("geen geheel getal");
  // Adding 0 makes 0 of -0.
  const n = Number(value.replaceAll(".", "")) + 0;
  return Number.isSafeInteger(n) ? ok(n) : bad("getal te groot");
};

/** In characters; a longer one is no number of a table, and would take the pattern below too long. */
const LONGEST_NUMBER = 50;

/** A decimal number in its canonical form: `6,40` → `6.4`, `1.234,5` → `1234.5`, `87.5` → `87.5`. */
const dec: Cleaner = (value) => {
  if (value.length > LONGEST_NUMBER) return bad("geen getal");
  const dutch = /^[+-]?(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+),[0-9]+$/.test(value);
  const plain = dutch ? value.replaceAll(".", "").replace(",", ".") : value;
  const parts = /^([+-]?)0*([0-9]*)(?:\.([0-9]*?)0*)?$/.exec(plain);
  if (parts === null || !/[0-9]/.test(plain)) return bad("geen getal");
  const [, sign = "", whole = "", fraction = ""] = parts;
  const canonical = `${whole === "" ? "0" : whole}.${fraction === "" ? "0" : fraction}`;
  const number = canonical.endsWith(".0") ? canonical.slice(0, -2) : canonical;
  return ok(sign === "-" && number !== "0" ? `-${number}` : number);
};

/** A count that DUO masks when it is under five: `<5` is no number (MODEL §2). */
const masked: Cleaner = (value, args) => {
  if (/^<\s*5$/.test(value)) return undefined;
  return value.startsWith("-") ? bad("een aantal is niet negatief") : int(value, args);
};

/** A day, as `yyyy-mm-dd`: from `yyyymmdd`, `dd-mm-yyyy` or ISO 8601. `date(unless_alone)`: a year or a month is nothing. */
const date: Cleaner = (value, words) => {
  if (isLeft(value, words)) return undefined;
  const iso = /^(\d{4})-?(\d{2})-?(\d{2})(?:T.*)?$/.exec(value);
  const dutch = /^(\d{1,2})-(\d{1,2})-(\d{4})$/.exec(value);
  const [year, month, day] = iso !== null ? iso.slice(1, 4) : dutch !== null ? dutch.slice(1, 4).reverse() : [];
  if (year === undefined || month === undefined || day === undefined) return bad("geen datum");
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return startOf(text) === undefined ? bad("die dag bestaat niet") : ok(text);
};

/** A school year, `2013-2014`: from a year, two years or a day; `school_year(end)` reads a year as the one it ends in. */
const school_year: Cleaner = (value, [plain]) => {
  const year = schoolYear(value, plain === "end" ? "end" : "begin");
  return year === undefined ? bad("geen schooljaar") : ok(year);
};

/** `true`, `1`, `J` → true; `false`, `0`, `N` → false. */
const bool: Cleaner = (value) => {
  if (/^(?:true|1|ja?)$/i.test(value)) return ok(true);
  if (/^(?:false|0|n(?:ee)?)$/i.test(value)) return ok(false);
  return bad("geen ja of nee");
};

const toSlug: Cleaner = (value) => {
  const s = slug(value);
  return s === "" ? bad("geen letters of cijfers om een naam van te maken") : ok(s);
};

/** Name in fields.csv → cleaner. */
export const cleaners: Readonly<Record<string, Cleaner>> = {
  text,
  brin4,
  brin6,
  bgnr,
  digits,
  municipality,
  code,
  rio,
  postcode,
  housenumber,
  place,
  tel,
  url,
  int,
  dec,
  masked,
  date,
  school_year,
  bool,
  slug: toSlug,
  ...timeCleaners,
  ...webCleaners,
};
