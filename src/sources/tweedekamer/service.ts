/** The OData services of the Tweede Kamer (FACTS "Two protocols"). */
import type { ODataVersion } from "../odata/literal.js";
import type { ODataService } from "../odata/query.js";

const HOST = "https://gegevensmagazijn.tweedekamer.nl";

/** Roots of its services. Version 4 is the one that is kept up, since April 2019. */
export const TK_ROOTS: Readonly<Record<ODataVersion, string>> = {
  v3: `${HOST}/OData/v3/1.0/`,
  v4: `${HOST}/OData/v4/2.0/`,
};

/**
 * The service at an address, whose path tells the version where it is not given: `…/OData/v3/…`.
 *
 * @param address the service's own without it
 */
export function tkService(address: URL | undefined, version?: ODataVersion): ODataService {
  const told = address === undefined ? undefined : /\/(v[34])(?:\/|$)/i.exec(address.pathname)?.[1]?.toLowerCase();
  const spoken = version ?? (told === "v3" ? "v3" : "v4");
  const root = new URL(address ?? TK_ROOTS[spoken]);
  root.search = "";
  root.hash = "";
  if (!root.pathname.endsWith("/")) root.pathname += "/";
  return { root, version: spoken };
}
