/** The composer of files that records of an OData service describe. */
import type { Composer } from "./row-cleaners.js";
import { isObject } from "./row.js";

const MEDIA_TYPES = "https://www.iana.org/assignments/media-types/";

/**
 * `file(Persoon)`: an object about a file that a record of an OData service describes. It gets its address as `adres`,
 * when it has none: `{root}/Persoon({id})/resource`, `root` being the service; and its media type becomes an IRI (DCAT 3
 * §6.8.15). In the place of the set may stand the key that holds its name.
 */
const file: Composer = (present, [set = ""], { record }) => {
  if (!isObject(present)) return undefined;
  const { mediatype, adres = addressOf(String(record[set] ?? set), record["root"], record["id"]), ...rest } = present;
  return {
    ...rest,
    ...(adres === undefined ? {} : { adres }),
    ...(typeof mediatype === "string"
      ? { mediatype: MEDIA_TYPES + mediatype.replace(/\s*;.*$/, "").toLowerCase() }
      : {}),
  };
};

function addressOf(set: string, root: unknown, id: unknown): string | undefined {
  if (typeof root !== "string" || typeof id !== "string") return undefined;
  return `${root.replace(/\/$/, "")}/${set}(${id})/resource`;
}

export const fileComposers: Readonly<Record<string, Composer>> = { file };
