/** Cleaners of what web APIs give: ids, e-mail addresses, paths on a site, codes of a given form. */
import { webIri } from "../sources/web-address.js";
import type { Cleaner } from "./cleaner.js";
import { uuidOf } from "./relations.js";

/** A UUID in lower case; a slash behind it is dropped. */
const uuid: Cleaner = (value) => {
  const id = uuidOf(value);
  return id === undefined ? { bad: "geen uuid" } : { value: id };
};

/** In characters: RFC 5321 §4.5.3.1.3. */
const LONGEST_EMAIL = 254;

/** One e-mail address, as it is; `mailto:` is dropped, and what a link would fill in of the message (RFC 6068 §2). */
const email: Cleaner = (value) => {
  const address = value.replace(/^mailto:([^?]*).*$/i, "$1");
  return address.length <= LONGEST_EMAIL && /^[^\s@<>"?]+@[^\s@<>".?#/]+(?:\.[^\s@<>".?#/]+)+$/.test(address)
    ? { value: address }
    : { bad: "geen e-mailadres" };
};

/** `on_site(https://…)`: the address of a path on a site, `/kennisbank`; an address of that site stays as it is. */
const onSite: Cleaner = (value, [site = ""]) => {
  const address = URL.canParse(value, site) ? new URL(value, site) : undefined;
  const isPath = value.startsWith("/") || value === address?.href;
  // `//elsewhere` is a path by its looks alone.
  if (address === undefined || !isPath || address.origin !== new URL(site).origin) {
    return { bad: "geen pad op de website" };
  }
  return { value: webIri(address) };
};

const patterns = new Map<string, RegExp>();

/** `match(pattern)`: the value as it is, when all of it has the form of a regular expression: `match([0-9]{3}A[0-9]{3})`. */
const match: Cleaner = (value, [pattern = ""]) => {
  const form = patterns.get(pattern) ?? new RegExp(`^(?:${pattern})$`);
  patterns.set(pattern, form);
  return form.test(value) ? { value } : { bad: `heeft niet de vorm ${pattern}` };
};

export const webCleaners: Readonly<Record<string, Cleaner>> = { uuid, email, on_site: onSite, match };
