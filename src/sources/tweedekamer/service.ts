/** The OData services of the Tweede Kamer (FACTS "Two protocols"). */
import type { ODataVersion } from "../odata/literal.js";
import type { ODataService } from "../odata/query.js";
import { WrongRequest } from "../source-error.js";

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

/** What an address asks for: a whole service, or one entity set of it. */
export interface TkAddress {
  readonly service: ODataService;
  readonly set?: string;
  /** `$filter` of the set. */
  readonly filter?: string;
}

/**
 * Reads `…/OData/v4/2.0/`, `…/OData/v4/2.0/Zaak` or `…/Zaak?$filter=…`. Below another path the last step is an entity set
 * where it has the name of one.
 *
 * @param isSet whether the service is known to have a set of that name
 * @throws {SourceError} when it is the address of something else, and says what to give
 */
export function tkAddress(address: URL, isSet: (name: string) => boolean): TkAddress {
  const path = address.pathname;
  const told = /^(.*\/OData\/v[34]\/[^/]+\/)(.*?)\/?$/i.exec(path) ?? /^(.*\/)([A-Z]\w*)\/?$/.exec(path);
  const [, before = "", step = ""] = told ?? [];
  const isOfService = /\/OData\/v[34]\//i.test(path);
  if (step === "" || (!isOfService && !isSet(step))) return { service: tkService(address) };
  const options = [...address.searchParams.keys()].filter((name) => name !== "$filter");
  if (!/^[A-Z]\w*$/.test(step) || options.length > 0) {
    const what = options.length > 0 ? `${options.join(", ")} cannot be asked for` : `"${step}" is no entity set`;
    throw new WrongRequest(
      `${address.href}: ${what}; give the root of the service (…/OData/v4/2.0/), or one entity set of it (…/Zaak, or ` +
        "…/Zaak?$filter=… for a part)",
    );
  }
  const filter = address.searchParams.get("$filter") ?? "";
  const root = new URL(before, address);
  return { service: tkService(root), set: step, ...(filter === "" ? {} : { filter }) };
}
