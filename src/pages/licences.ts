/** What licences are called by people. */

const CREATIVE_COMMONS = /^https?:\/\/creativecommons\.org\/(publicdomain|licenses)\/([a-z-]+)\/(\d\.\d)(?:\/|$)/;
const PUBLIC_DOMAIN: Readonly<Record<string, string>> = { zero: "CC0", mark: "Public Domain Mark" };

/** `https://creativecommons.org/licenses/by-sa/4.0/` → `CC BY-SA 4.0`; undefined of another licence. */
export function licenceName(iri: string): string | undefined {
  const [, kind, code = "", version = ""] = CREATIVE_COMMONS.exec(iri) ?? [];
  if (kind === undefined) return undefined;
  if (kind === "licenses") return `CC ${code.toUpperCase()} ${version}`;
  const name = Object.hasOwn(PUBLIC_DOMAIN, code) ? PUBLIC_DOMAIN[code] : undefined;
  return name === undefined ? undefined : `${name} ${version}`;
}

/** The name of a licence, or its address without what all addresses begin with. */
export function licenceText(iri: string): string {
  return licenceName(iri) ?? iri.replace(/^https?:\/\//, "").replace(/\/$/, "");
}
