/** Cleaners of identifiers and addresses of the web that catalogues hold: they become nodes of the graph. */
import { webIri } from "../sources/web-address.js";
import type { RowCleaner } from "./row-cleaners.js";

/** In characters: browsers and servers agree on no more. */
const LONGEST = 2_000;

/** What no IRI holds (RFC 3987 §2.2), control characters and half a percent-encoding among it. */
const ILLEGAL = /[\s\p{C}<>"{}|\\^`]|%(?![0-9A-Fa-f]{2})/u;

/**
 * An IRI as it is, since its spelling is its identity: brackets, commas and quotes stay unescaped. `iri(http)`: one of
 * http or https.
 */
const iri: RowCleaner = (value, [scheme]) => {
  const begin = scheme === "http" ? /^https?:\/\/[^/]/i : /^(?:https?:\/\/[^/]|urn:[a-z0-9])/i;
  return begin.test(value) && value.length <= LONGEST && !ILLEGAL.test(value)
    ? { value }
    : { bad: "geen IRI (http, https of urn)" };
};

/** What stands between addresses; a comma may be part of one, white space is not. */
const BETWEEN = /[,;]?\s+(?=(?:https?:\/\/|ftps?:\/\/|www\.))/i;

/**
 * One web address, also of a service with a long query, or of a file server; commas and semicolons may stand in it.
 * `www.duo.nl` is `https://www.duo.nl/` (MODEL §2, `url`).
 */
const link: RowCleaner = (value) => {
  const bad = { bad: "geen webadres" };
  if (BETWEEN.test(value)) return { bad: "meer dan één webadres" };
  const full = /^www\./i.test(value) ? `https://${value}` : value;
  if (full.length > LONGEST || !/^(?:https?|ftps?):\/\//i.test(full) || !URL.canParse(full)) return bad;
  const url = new URL(full);
  const isNamed = /\.(?:[a-z]{2,}|xn--[a-z0-9-]+)$|^\d+(?:\.\d+){3}$/i.test(url.hostname);
  if (!isNamed || url.username !== "" || url.password !== "") return bad;
  return { value: webIri(url) };
};

/** Web addresses in one text, each as {@link link}: all of them, or none. */
const links: RowCleaner = (value, args, row) => {
  const found: string[] = [];
  for (const part of value.split(BETWEEN)) {
    const cleaned = link(part, args, row);
    if (cleaned === undefined || "bad" in cleaned) return cleaned;
    found.push(String(cleaned.value));
  }
  return { value: found };
};

const IANA = "https://www.iana.org/assignments/media-types/";

/** A media type as the IRI that its registry gives it: `text/csv`, or that IRI in http. */
const mediaType: RowCleaner = (value) => {
  const type = value
    .replace(/^https?:\/\/www\.iana\.org\/assignments\/media-types\//i, "")
    .split(";", 1)[0]
    ?.trim();
  return type !== undefined && /^[a-z]+\/[a-z0-9][\w.+-]{0,126}$/i.test(type)
    ? { value: IANA + type }
    : { bad: "geen mediatype van IANA (soort/naam)" };
};

/** A telephone number as a `tel:` IRI (RFC 3966): `tel:+31592340973`; a number that is no Dutch one keeps its digits. */
const phone: RowCleaner = (value) => {
  const digits = value.replace(/^tel:/i, "").replace(/\(0\)|[\s().\u2013/-]/g, "");
  if (!/^(?:\+|00)?[0-9]{3,15}$/.test(digits)) return { bad: "geen telefoonnummer" };
  if (/^0[1-9][0-9]{8}$/.test(digits)) return { value: `tel:+31${digits.slice(1)}` };
  return { value: `tel:${digits.replace(/^00/, "+")}` };
};

const KILOBYTE = 1_024;

/** A size in kilobytes as a number of bytes. */
const kilobytes: RowCleaner = (value) => {
  const bytes = /^[0-9]+(?:[.,][0-9]+)?$/.test(value) ? Math.round(Number(value.replace(",", ".")) * KILOBYTE) : -1;
  return bytes >= 0 && Number.isSafeInteger(bytes) ? { value: bytes } : { bad: "geen omvang in kilobytes" };
};

/** Bytes in hexadecimal, as xsd:hexBinary has them in its canonical form: in capitals. */
const hex: RowCleaner = (value) =>
  /^(?:[0-9a-f]{2}){4,128}$/i.test(value)
    ? { value: value.toUpperCase() }
    : { bad: "geen controlegetal in hexadecimalen" };

export const iriCleaners: Readonly<Record<string, RowCleaner>> = {
  iri,
  link,
  links,
  media_type: mediaType,
  phone,
  kilobytes,
  hex,
};
