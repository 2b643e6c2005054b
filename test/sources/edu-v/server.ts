/**
 * A Bron on the loopback interface, written from the specification of the Edu-V Education API 1.1.1 and of OAuth 2.0
 * client credentials (RFC 6749 §4.4, RFC 7523 §2.2): it takes nothing that these do not allow.
 */
import { constants, type KeyObject, randomBytes, verify } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { webServer } from "../web-server.js";

export interface School {
  readonly organisation: Readonly<Record<string, unknown>>;
  readonly studyofferings: readonly object[];
  readonly subjectofferings: readonly object[];
}

export const CLIENT = "klant-1";
export const SECRET = "g%heim: zeer+geheim & langer";

export interface BronOptions {
  readonly schools?: readonly School[];
  /** How a client must log in; by default with the secret in the Authorization header. */
  readonly login?: "basic" | "post" | { readonly publicKey: KeyObject; readonly alg: string; readonly kid?: string };
  /** `aud` of an assertion, when it is not the token URL. */
  readonly audience?: string;
  /** Seconds in the answer; left out when undefined. */
  readonly expiresIn?: number;
  /** Requests that a token is good for. */
  readonly usesPerToken?: number;
  readonly apiVersion?: string | null;
  /** Answers in the place of the Bron, when it gives true; `nth` counts the requests of that address from 1. */
  readonly instead?: (asked: AskedOfBron) => boolean;
}

export interface AskedOfBron {
  readonly path: string;
  readonly nth: number;
  readonly token: string;
  readonly response: ServerResponse;
  readonly url: URL;
}

/** What the tests look at afterwards. */
export interface Bron {
  readonly url: string;
  readonly tokenUrl: string;
  /** Path and query of each request to the API, in their order, also those refused. */
  readonly asked: string[];
  /** All tokens ever given. */
  readonly tokens: string[];
  /** Forms that asked for a token. */
  readonly forms: URLSearchParams[];
}

const SCHOOL_PARAMETERS = ["orgMasterId", "orgId", "orgIdType"];
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  "/v1/organisations": [...SCHOOL_PARAMETERS, "boardMasterId", "boardId", "boardIdType", "name"],
  "/v1/studyofferings/school": [...SCHOOL_PARAMETERS, "filterByOrgId", "studyCode", "schoolPeriodId"],
  "/v1/subjectofferings/school": [
    ...SCHOOL_PARAMETERS,
    "filterByOrgId",
    "subjectCode",
    "studyOfferingId",
    "schoolPeriodId",
  ],
};

export function json(response: ServerResponse, status: number, value: unknown): true {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  return true;
}

/** Refuses as StatusResponse says. */
export function refuse(response: ServerResponse, status: number, code: number, statusMessage: string): true {
  return json(response, status, { status: code, statusMessage });
}

/** Starts it; it ends with the test. */
export async function bronServer(options: BronOptions = {}): Promise<Bron> {
  const asked: string[] = [];
  const tokens: string[] = [];
  const forms: URLSearchParams[] = [];
  const uses = new Map<string, number>();
  const times = new Map<string, number>();
  const assertions = new Set<string>();
  const token = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = new URLSearchParams(await text(request));
    forms.push(form);
    const why = whyNoToken(request, form, options, `${root}/oauth2/token`, assertions);
    if (why !== undefined) {
      response.setHeader("www-authenticate", 'Basic realm="bron"');
      json(response, 401, {
        error: why,
        error_description: `not this client: ${form.get("client_assertion") ?? SECRET}`,
      });
      return;
    }
    const given = `token-${tokens.length + 1}-${randomBytes(450).toString("base64url")}`;
    tokens.push(given);
    json(response, 200, {
      access_token: given,
      token_type: "Bearer",
      ...(options.expiresIn === undefined ? {} : { expires_in: options.expiresIn }),
    });
  };
  const api = (request: IncomingMessage, response: ServerResponse): void => {
    const target = request.url ?? "/";
    const url = new URL(target, "http://bron");
    asked.push(target);
    const nth = (times.get(target) ?? 0) + 1;
    times.set(target, nth);
    const { apiVersion = "1.1.1" } = options;
    if (apiVersion !== null) response.setHeader("API-Version", apiVersion);
    const sent = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
    if (options.instead?.({ path: target, nth, token: sent, response, url }) === true) return;
    uses.set(sent, (uses.get(sent) ?? 0) + 1);
    const isGood = tokens.at(-1) === sent && (uses.get(sent) ?? 0) <= (options.usesPerToken ?? Infinity);
    if (!isGood) refuse(response, 401, 21, "scope required");
    else answer(url, request, response, options.schools ?? []);
  };
  const root = await webServer((request, response) => {
    if (request.url === "/oauth2/token" && request.method === "POST") void token(request, response);
    else api(request, response);
  });
  return { url: `${root}/v1`, tokenUrl: `${root}/oauth2/token`, asked, tokens, forms };
}

function answer(url: URL, request: IncomingMessage, response: ServerResponse, schools: readonly School[]): void {
  const allowed = PARAMETERS[url.pathname];
  if (allowed === undefined || request.method !== "GET") return void refuse(response, 404, 99, "no such path");
  if (request.headers.accept !== "application/json") return void refuse(response, 400, 11, "Accept: application/json");
  const query = url.searchParams;
  const strange = [...query.keys()].find((key) => !allowed.includes(key) || query.getAll(key).length > 1);
  if (strange !== undefined) return void refuse(response, 400, 11, `parameter ${strange}`);
  if (query.has("orgId") !== query.has("orgIdType")) return void refuse(response, 400, 11, "orgId with orgIdType");
  if (query.has("orgMasterId") && query.get("filterByOrgId") === "true")
    return void refuse(response, 400, 11, "filterByOrgId with orgMasterId");
  const found = schools.filter((school) => isMeant(school, query));
  const isOrganisations = url.pathname === "/v1/organisations";
  if (!isOrganisations && !query.has("orgMasterId") && !query.has("orgId"))
    return void refuse(response, 400, 23, "edu_org_id unknown");
  if (found.length === 0 && query.size > 0) return void refuse(response, 404, 2001, "School unknown");
  if (isOrganisations)
    json(
      response,
      200,
      found.map((school) => school.organisation),
    );
  else if (url.pathname.startsWith("/v1/study"))
    json(
      response,
      200,
      found.flatMap((school) => school.studyofferings),
    );
  else
    json(
      response,
      200,
      found.flatMap((school) => school.subjectofferings),
    );
}

interface Identified {
  readonly organisationMasterIdentifier?: string;
  readonly organisationIds?: readonly { readonly organisationId: string; readonly organisationIdType: string }[];
  readonly boards?: readonly Identified[];
}

function isMeant({ organisation }: School, query: URLSearchParams): boolean {
  const school: Identified = organisation;
  const has = (who: Identified, id: string | null, type: string | null): boolean =>
    (who.organisationIds ?? []).some((each) => each.organisationId === id && each.organisationIdType === type);
  if (query.has("orgMasterId")) return school.organisationMasterIdentifier === query.get("orgMasterId");
  if (query.has("orgId")) return has(school, query.get("orgId"), query.get("orgIdType"));
  const boards = school.boards ?? [];
  if (query.has("boardMasterId"))
    return boards.some((board) => board.organisationMasterIdentifier === query.get("boardMasterId"));
  if (query.has("boardId")) return boards.some((board) => has(board, query.get("boardId"), query.get("boardIdType")));
  return true;
}

/** OAuth's error code, or undefined when a token is due. */
function whyNoToken(
  request: IncomingMessage,
  form: URLSearchParams,
  { login = "basic", audience }: BronOptions,
  tokenUrl: string,
  assertions: Set<string>,
): string | undefined {
  if (form.get("grant_type") !== "client_credentials") return "unsupported_grant_type";
  if (form.get("scope") !== "eduv.education") return "invalid_scope";
  if (login === "basic") {
    const pair = Buffer.from(request.headers.authorization?.replace("Basic ", "") ?? "", "base64").toString();
    // Both are form-urlencoded before they are joined (RFC 6749 §2.3.1).
    const [client, secret] = pair.split(":").map((half) => new URLSearchParams(`x=${half}`).get("x"));
    return client === CLIENT && secret === SECRET ? undefined : "invalid_client";
  }
  if (request.headers.authorization !== undefined) return "invalid_request";
  if (login === "post")
    return form.get("client_id") === CLIENT && form.get("client_secret") === SECRET ? undefined : "invalid_client";
  const [head = "", body = "", signature = ""] = (form.get("client_assertion") ?? "").split(".");
  const { alg, kid } = decoded(head);
  const { iss, sub, aud, exp, jti } = decoded(body);
  const type = form.get("client_assertion_type");
  const isOurs =
    type === "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" &&
    alg === login.alg &&
    kid === login.kid &&
    isSigned(`${head}.${body}`, Buffer.from(signature, "base64url"), login.publicKey, login.alg) &&
    iss === CLIENT &&
    sub === CLIENT &&
    aud === (audience ?? tokenUrl) &&
    Number(exp) > Date.now() / 1000 &&
    !assertions.has(String(jti));
  assertions.add(String(jti));
  return isOurs ? undefined : "invalid_client";
}

function decoded(part: string): Record<string, unknown> {
  return part === "" ? {} : (JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>);
}

/** RFC 7518 §3.3 to §3.5. */
function isSigned(signed: string, signature: Buffer, key: KeyObject, alg: string): boolean {
  const hash = `sha${alg.slice(2)}`;
  if (alg.startsWith("ES")) return verify(hash, Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" }, signature);
  const padding = alg.startsWith("PS") ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  return verify(hash, Buffer.from(signed), { key, padding, saltLength: Number(alg.slice(2)) / 8 }, signature);
}
