/** Requests of the SPARQL 1.1 Protocol (§2.1): what is asked, of which dataset, in which form. */
import type { Context } from "koa";
import { Problem } from "../http/problem.js";
import { isAbsoluteIri } from "../rdf/iri.js";
import { readBody } from "./request-body.js";

export interface ProtocolRequest {
  readonly query: string;
  /** §2.1.4; undefined when the request names none. */
  readonly defaultGraphs?: readonly string[];
  readonly namedGraphs?: readonly string[];
  /**
   * What `format=` and `output=` name, for who cannot set a header. Some clients send both, and each form in several
   * spellings, of which a server is expected to know one.
   */
  readonly formats: readonly string[];
  /** `timeout=`, in milliseconds: what the client will wait. */
  readonly timeoutMs?: number;
  /** `filename=`: what a browser is to call the answer, which it then keeps rather than shows; without what tells its form. */
  readonly fileName?: string;
}

/** Characters of {@link ProtocolRequest.fileName} at most. */
export const LONGEST_FILE_NAME = 120;

const FORM = "application/x-www-form-urlencoded";
const DIRECT = "application/sparql-query";

function refusedUpdate(): Problem {
  return new Problem(
    403,
    "this endpoint answers queries; data is changed by `onderwijsgraaf ingest`, never over HTTP",
    {
      forPeople: "Dit endpoint beantwoordt vragen; gegevens wijzigen kan hier niet.",
    },
  );
}

function bad(detail: string): Problem {
  return new Problem(400, detail, { forPeople: `De vraag kan zo niet gesteld worden: ${detail}.` });
}

/**
 * Reads the request; undefined when it is a GET or HEAD that asks no query at all.
 *
 * @throws {Problem} 400 for parameters that are missing, doubled or malformed, 403 for updates, 413 for a body over
 *   the limit, 415 for another content type
 */
export async function readRequest(ctx: Context): Promise<ProtocolRequest | undefined> {
  const inUrl = parametersOf(ctx.querystring, "URL");
  if (inUrl.has("update")) throw refusedUpdate();
  if (ctx.method !== "POST") {
    // §2.1.1: query via GET.
    const queries = inUrl.getAll("query");
    return queries.length === 0 ? undefined : request(once(queries), inUrl);
  }
  // Graph Store Protocol §5.5: a POST to a graph adds to it.
  if (inUrl.has("graph") || inUrl.has("default")) throw refusedUpdate();
  const [type, charset] = mediaTypeOf(ctx.get("Content-Type"));
  if (type === "application/sparql-update") throw refusedUpdate();
  if (charset !== undefined && !/^(?:utf-?8|us-ascii)$/.test(charset)) {
    throw new Problem(415, `a body in charset ${charset.slice(0, 40)} is not read; send it as UTF-8`);
  }
  if (type === DIRECT) {
    // §2.1.3: query via POST directly; all other parameters are in the URL.
    if (inUrl.has("query")) throw bad("`query` stands in both the URL and the body; give it once");
    return request(await readBody(ctx), inUrl);
  }
  if (type === FORM) {
    // §2.1.2: query via URL-encoded POST; the dataset may be named in either place by lenient clients.
    const body = parametersOf(await readBody(ctx), "body");
    if (body.has("update")) throw refusedUpdate();
    if (inUrl.has("query")) throw bad("`query` stands in the URL of a POST; give it once, in the body");
    for (const [name, value] of inUrl) body.append(name, value);
    return request(once(body.getAll("query")), body);
  }
  throw new Problem(415, `a query is sent as ${FORM} or ${DIRECT}, with that Content-Type`, {
    headers: { "Accept-Post": `${FORM}, ${DIRECT}` },
    forPeople: "De vraag is verstuurd in een vorm die niet gelezen kan worden.",
  });
}

/** The media type, and the charset that its parameter names; both in lower case. */
function mediaTypeOf(header: string): readonly [type: string, charset: string | undefined] {
  const [type = "", ...parameters] = header.toLowerCase().split(";");
  const charset = parameters.map((each) => /^\s*charset\s*=\s*"?([^\s"]*)"?\s*$/.exec(each)?.[1]).find(Boolean);
  return [type.trim(), charset];
}

/**
 * Names and values of `application/x-www-form-urlencoded`. The standard parser makes U+FFFD of what is no UTF-8, and
 * leaves a lone `%` as it is: the question would be another than was asked.
 *
 * @throws {Problem} 400 for an escape that is malformed, or no UTF-8
 */
export function parametersOf(text: string, where: string): URLSearchParams {
  try {
    decodeURIComponent(text);
  } catch {
    throw bad(`the ${where} has a malformed percent-escape; write % as %25, and other characters as UTF-8`);
  }
  return new URLSearchParams(text);
}

function once(values: readonly string[]): string {
  const [value, ...others] = values;
  if (value === undefined) throw bad("the parameter `query` is missing; give it once");
  if (others.length > 0) throw bad("the parameter `query` must occur exactly once");
  return value;
}

function request(query: string, parameters: URLSearchParams): ProtocolRequest {
  if (query.trim() === "") throw bad("the query is empty; give one, such as ASK {}");
  const defaultGraphs = graphs(parameters, "default-graph-uri");
  const namedGraphs = graphs(parameters, "named-graph-uri");
  const formats = [...parameters.getAll("format"), ...parameters.getAll("output")].filter((format) => format !== "");
  const timeout = parameters.get("timeout");
  if (timeout !== null && !/^[1-9][0-9]{0,8}$/.test(timeout)) {
    throw bad("`timeout` must be a whole number of milliseconds above zero");
  }
  const fileName = parameters.get("filename");
  // It becomes part of a header, and of a path on somebody's disk.
  if (fileName !== null && !(/^[A-Za-z0-9_-]+$/.test(fileName) && fileName.length <= LONGEST_FILE_NAME)) {
    throw bad(
      `\`filename\` must be letters, digits, - and _ alone, ${LONGEST_FILE_NAME} at most, without an extension`,
    );
  }
  return {
    query,
    formats,
    ...(defaultGraphs === undefined && namedGraphs === undefined
      ? {}
      : { defaultGraphs: defaultGraphs ?? [], namedGraphs: namedGraphs ?? [] }),
    ...(timeout === null ? {} : { timeoutMs: Number(timeout) }),
    ...(fileName === null ? {} : { fileName }),
  };
}

function graphs(parameters: URLSearchParams, name: string): readonly string[] | undefined {
  const iris = parameters.getAll(name);
  for (const iri of iris)
    if (!isAbsoluteIri(iri)) throw bad(`\`${name}\` must be an absolute IRI, which "${iri.slice(0, 200)}" is not`);
  return iris.length === 0 ? undefined : iris;
}
