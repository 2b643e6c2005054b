/** Filters (`fq`) in the words of Solr's query language, with names and values that are not believed. */

/** Packages whose field has one of the values; the values may be IRIs with brackets and commas. */
export function anyOf(field: string, values: readonly string[]): string {
  const quoted = values.map((value) => `"${value.replace(/[\\"]/g, (c) => `\\${c}`)}"`);
  return quoted.length === 1 ? `${field}:${quoted[0]}` : `${field}:(${quoted.join(" OR ")})`;
}

/** Packages that one of the filters lets through. */
export function either(...filters: readonly string[]): string {
  return filters.length === 1 ? (filters[0] ?? "") : filters.map((filter) => `(${filter})`).join(" OR ");
}

/** Packages changed at that moment or later. @param moment ISO 8601 in UTC, with `Z`; Solr counts in milliseconds */
export function changedFrom(moment: string): string {
  return `metadata_modified:[${moment} TO *]`;
}

/** Packages that all of the filters let through; undefined without filters. */
export function allOf(...filters: readonly (string | undefined)[]): string | undefined {
  const given = filters.filter((filter) => filter !== undefined && filter.trim() !== "");
  return given.length < 2 ? given[0] : given.map((filter) => `(${filter})`).join(" AND ");
}
