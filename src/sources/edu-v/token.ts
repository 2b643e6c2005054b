/**
 * The access token of a Bron, by OAuth 2.0 client credentials (RFC 6749 §4.4): with a secret (§2.3.1) or with
 * an assertion signed by a private key (RFC 7523 §2.2), which Edu-V demands of its members.
 */
import * as oauth from "oauth4webapi";
import type { HttpClient } from "../http.js";
import { withoutSecrets } from "../secret.js";
import { SourceError } from "../source-error.js";
import { type ApiBron, isLoopback } from "./bron.js";
import { type Environment, secretOf, signingKeyOf } from "./credentials.js";

/** Milliseconds before its end that a token is no longer used, at most; a tenth of its life if that is less. */
const MARGIN_MS = 30_000;

/** No token could be had, so nothing more can be asked of the Bron. */
export class TokenError extends SourceError {}

/** The server was busy, or gave no answer; `refusal` is what asking threw. */
class NoAnswer extends TokenError {
  constructor(
    message: string,
    readonly refusal: SourceError,
  ) {
    super(message);
  }
}

/** Keeps one token while it lasts. */
export class AccessToken {
  readonly #bron: ApiBron;
  readonly #http: HttpClient;
  readonly #login: oauth.ClientAuth;
  readonly #now: () => number;
  #token: string | undefined;
  #until = 0;

  private constructor(bron: ApiBron, login: oauth.ClientAuth, http: HttpClient, now: () => number) {
    this.#bron = bron;
    this.#login = login;
    this.#http = http;
    this.#now = now;
  }

  /**
   * @param now a clock in milliseconds that never goes back
   * @throws {SourceError} when the environment does not hold the credentials
   */
  static async of(
    bron: ApiBron,
    env: Environment,
    http: HttpClient,
    now = () => performance.now(),
  ): Promise<AccessToken> {
    return new AccessToken(bron, await loginOf(bron, env), http, now);
  }

  /**
   * The token to send now: the one that is kept, or a new one when that is about to expire.
   *
   * @param refused a token that the API did not take, and is not to be given again
   * @throws {TokenError} naming the token URL and OAuth's error code
   */
  async get(refused?: string): Promise<string> {
    if (this.#token !== undefined && this.#token !== refused && this.#now() < this.#until) return this.#token;
    const asked = this.#now();
    const { access_token: token, expires_in: seconds } = await this.#fetch();
    const life = seconds === undefined ? Infinity : seconds * 1_000;
    this.#until = asked + life - Math.min(MARGIN_MS, life / 10);
    this.#token = token;
    return token;
  }

  /** Asks as often as the client tries, each time with an assertion of its own: one is for one use (RFC 7523 §3, `jti`). */
  async #fetch(): Promise<oauth.TokenEndpointResponse> {
    for (let tried = 0; ; tried += 1) {
      try {
        return await this.#ask();
      } catch (error) {
        if (!(error instanceof NoAnswer) || tried >= this.#http.retries) throw error;
        await this.#http.pause(tried, error.refusal);
      }
    }
  }

  async #ask(): Promise<oauth.TokenEndpointResponse> {
    const { tokenUrl, clientId, scope, auth } = this.#bron;
    const issuer = auth.method === "private_key_jwt" ? (auth.audience ?? tokenUrl) : tokenUrl;
    const server: oauth.AuthorizationServer = { issuer, token_endpoint: tokenUrl };
    const client: oauth.Client = { client_id: clientId };
    let secrets: readonly string[] = [];
    let answered: { readonly status: number } | undefined;
    const send = async (url: string, options: oauth.CustomFetchOptions<"POST", URLSearchParams>): Promise<Response> => {
      secrets = secretsSent(options);
      const answer = await this.#http.post(new URL(url), options.body.toString(), options.headers);
      answered = answer;
      // Only its status and body: of a challenge (WWW-Authenticate) the library tells less than of the error in the body.
      const headers = { "content-type": answer.headers["content-type"] ?? "" };
      return new Response(answer.text === "" ? null : answer.text, { status: answer.status, headers });
    };
    try {
      const response = await oauth.clientCredentialsGrantRequest(
        server,
        client,
        this.#login,
        { scope },
        { [oauth.customFetch]: send, [oauth.allowInsecureRequests]: isLoopback(new URL(tokenUrl)) },
      );
      const token = await oauth.processClientCredentialsResponse(server, client, response);
      if (token.token_type !== "bearer") throw new SourceError(`a token of type ${token.token_type}, not bearer`);
      return token;
    } catch (error) {
      if (!(error instanceof Error) || (answered === undefined && !(error instanceof SourceError))) throw error;
      // Without its cause, which may hold what was sent, and the answer as it came.
      const words = wordsOf(error, tokenUrl, answered?.status, (text) => withoutSecrets(text, secrets));
      throw answered === undefined && error instanceof SourceError ? new NoAnswer(words, error) : new TokenError(words);
    }
  }
}

async function loginOf({ bron, auth }: ApiBron, env: Environment): Promise<oauth.ClientAuth> {
  if (auth.method === "secret") {
    const secret = secretOf(bron, env);
    return auth.send === "post" ? oauth.ClientSecretPost(secret) : oauth.ClientSecretBasic(secret);
  }
  const { key, kid } = await signingKeyOf(bron, auth.alg, env);
  const named = auth.kid ?? kid;
  return oauth.PrivateKeyJwt(named === undefined ? key : { key, kid: named });
}

/** What a request for a token holds that the server might repeat. */
function secretsSent({ body, headers }: oauth.CustomFetchOptions<"POST", URLSearchParams>): string[] {
  const basic = headers["authorization"]?.replace(/^Basic /, "");
  const pair = basic === undefined ? "" : Buffer.from(basic, "base64").toString();
  const password = pair.slice(pair.indexOf(":") + 1);
  return [
    basic,
    password,
    decodeURIComponent(password.replaceAll("+", " ")),
    body.get("client_secret"),
    body.get("client_assertion"),
  ].filter((secret) => typeof secret === "string");
}

/** @param clean takes secrets out of what the server said; before it is shortened, or the half of one would stay */
function wordsOf(error: Error, tokenUrl: string, status: number | undefined, clean: (text: string) => string): string {
  if (status === undefined) return clean(error.message);
  if (error instanceof oauth.ResponseBodyError) {
    const { error: code, error_description: description } = error;
    const said = description === undefined ? code : `${code}: ${description}`;
    return `${tokenUrl}: no token (${status} ${clean(said).slice(0, 200)})`;
  }
  if (status >= 300 && status < 400)
    return `${tokenUrl}: redirects, which is not followed; give the address it leads to`;
  if (status !== 200) return `${tokenUrl}: no token (the server answered ${status} without an OAuth error)`;
  return `${tokenUrl}: the answer holds no token that can be used: ${clean(error.message).slice(0, 200)}`;
}
