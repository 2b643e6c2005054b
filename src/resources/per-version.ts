/** What is remembered for as long as the archive stays as it is. */
import type { Site } from "../http/site.js";

/**
 * Gives the one value that `make` made for this site and the version of its archive; anew after a publish, when what was
 * remembered of the version before goes at once.
 */
export function perVersion<T>(make: (site: Site) => T): (site: Site) => T {
  const made = new WeakMap<Site, { readonly version: string; readonly value: T }>();
  return (site) => {
    const version = site.store.archiveVersion;
    const known = made.get(site);
    if (known?.version === version) return known.value;
    const value = make(site);
    made.set(site, { version, value });
    return value;
  };
}
