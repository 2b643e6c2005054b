/** From the words of a command and the configuration to what is asked of an ingest. */
import { existsSync } from "node:fs";
import { packagePath } from "../package/package-files.js";
import { type SourceName, type SourceRequest, SOURCES } from "../ingest/source-requests.js";
import { type Configuration, CONFIG_FILE } from "./configuration.js";
import { WrongWords } from "./exit.js";

export interface SourceWords {
  readonly from?: string;
  readonly dataset?: string;
  readonly all?: boolean;
  readonly full?: boolean;
  readonly query?: string;
  readonly again?: boolean;
}

/** Sources that are asked for what changed since the last time. */
const WITH_CHANGES: ReadonlySet<string> = new Set<SourceName>(["donl", "tweedekamer"]);

/**
 * One request for each source that is named, or for all that are configured.
 *
 * @throws {WrongWords} when a source is unknown, none is meant, or a word fits one source alone
 */
export function requestsOf(names: readonly string[], words: SourceWords, config: Configuration): SourceRequest[] {
  const unknown = names.find((name) => !isSource(name));
  if (unknown !== undefined)
    throw new WrongWords(`no source "${unknown}"; there are: ${SOURCES.join(", ")}, and rdf for a file as it is`);
  if (words.again === true && words.from !== undefined)
    throw new WrongWords("--again reads raw/, so it goes without --from");
  const wanted = names.length > 0 ? [...new Set(names)] : Object.keys(config.sources ?? {});
  if (wanted.length === 0) {
    throw new WrongWords(`name a source (${SOURCES.join(", ")}), or configure one under sources: in ${CONFIG_FILE}`);
  }
  for (const word of ["from", "dataset", "query"] as const) {
    if (words[word] !== undefined && wanted.length > 1)
      throw new WrongWords(`--${word} says it of one source; name one, not ${wanted.length}`);
  }
  if (words.full === true && !wanted.some((name) => WITH_CHANGES.has(name)))
    throw new WrongWords(`--full is for sources that give changes (${[...WITH_CHANGES].join(", ")})`);
  if (words.query !== undefined) checkQuery(words, wanted);
  if (words.full === true && words.again === true)
    throw new WrongWords("--full fetches anew and --again does not fetch; leave one of them out");
  return wanted.filter(isSource).map((source) => requestOf(source, words, config));
}

/** A preset says all of what is asked. @throws {WrongWords} */
function checkQuery(words: SourceWords, wanted: readonly string[]): void {
  const other = wanted.find((name) => name !== "tweedekamer");
  if (other !== undefined) throw new WrongWords(`--query is for the queries of tweedekamer, not for ${other}`);
  const more = (["all", "full", "again", "dataset"] as const).find((word) => words[word] !== undefined);
  if (more !== undefined) throw new WrongWords(`--query says what is asked, so it goes without --${more}`);
}

function isSource(name: string): name is SourceName {
  return (SOURCES as readonly string[]).includes(name);
}

function requestOf(source: SourceName, words: SourceWords, config: Configuration): SourceRequest {
  const configured = config.sources?.[source];
  const from = words.again === true ? undefined : (words.from ?? configured?.from);
  const request = {
    ...(from === undefined ? {} : { from }),
    ...(words.dataset === undefined ? {} : { dataset: words.dataset }),
    ...(configured?.licence === undefined ? {} : { licence: configured.licence }),
  };
  switch (source) {
    case "duo":
      return { source, ...request, ...(words.all === undefined ? {} : { all: words.all }) };
    case "edu-v": {
      const bronnen = words.from === undefined ? config.sources?.["edu-v"]?.bronnen : undefined;
      return { source, ...request, env: process.env, ...(bronnen === undefined ? {} : { bronnen }) };
    }
    case "tweedekamer": {
      const { vergaderjaren, persoonsgegevens } = config.sources?.tweedekamer ?? {};
      return {
        source,
        ...request,
        ...(vergaderjaren === undefined ? {} : { vergaderjaren }),
        ...(persoonsgegevens === undefined ? {} : { persoonsgegevens }),
        ...(words.all === undefined ? {} : { all: words.all }),
        ...(words.full === undefined ? {} : { full: words.full }),
        ...(words.query === undefined ? {} : { query: words.query }),
      };
    }
    case "onderwijsloket": {
      const vendors = config.sources?.onderwijsloket?.vendors;
      return { source, ...request, env: process.env, ...(vendors === undefined ? {} : { vendors }) };
    }
    case "donl": {
      const all = words.all ?? config.sources?.donl?.all;
      return {
        source,
        ...request,
        ...(all === undefined ? {} : { all }),
        ...(words.full === undefined ? {} : { full: words.full }),
      };
    }
  }
}

/** The samples of all sources. */
export function sampleRequests(): SourceRequest[] {
  return SOURCES.filter((source) => existsSync(packagePath("samples", source))).map((source) =>
    requestOf(source, { from: packagePath("samples", source) }, {}),
  );
}
