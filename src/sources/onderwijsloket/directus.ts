/**
 * One answer of Directus: asked with a static token, checked to be a list of records, and its refusals told in words
 * (Onderwijsloket docs, 02.directus: authentication, error handling).
 */
import { z } from "zod";
import type { HttpClient } from "../http.js";
import { parsedJson, utf8 } from "../json-answer.js";
import { withoutSecrets } from "../secret.js";
import { SourceError, StatusError } from "../source-error.js";
import { JSON_FORM, wholeAnswer } from "../whole-answer.js";
import { shownUrl } from "./items-url.js";

/** Variable of the environment that holds the token. */
export const TOKEN_VARIABLE = "ONDERWIJSGRAAF_ONDERWIJSLOKET_TOKEN";

/** A record as it came. */
export type LoketRecord = Readonly<Record<string, unknown>>;

export interface Page {
  readonly records: readonly LoketRecord[];
  /** Number of records of the whole list (`meta.filter_count`), where the answer says it. */
  readonly count?: number;
}

/** The token is missing, wrong or expired, so nothing more can be asked. */
export class TokenRefused extends SourceError {}

/** The token may not read this. Directus says the same of what does not exist. */
export class NotGranted extends SourceError {}

const list = z.object({
  data: z.array(z.looseObject({ id: z.union([z.string(), z.number()]) })),
  meta: z.object({ filter_count: z.coerce.number().int().nonnegative().nullish() }).nullish(),
});
const refusal = z.object({
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }).partial().nullish() }))
    .min(1),
});

/** Codes that concern the token, though one of them comes with status 403. */
const TOKEN_CODES = new Set(["INVALID_TOKEN", "TOKEN_EXPIRED", "INVALID_CREDENTIALS", "INVALID_IP", "INVALID_OTP"]);

/** Bytes of the largest page; one of 200 articles is some MB. */
const LARGEST = 100_000_000;

export class Directus {
  readonly #token: string;
  readonly #http: HttpClient;
  #refused: TokenRefused | undefined;

  /** @throws {TokenRefused} when there is no token, or it cannot be one */
  constructor(token: string | undefined, http: HttpClient) {
    this.#token = token?.trim() ?? "";
    this.#http = http;
    if (this.#token === "") {
      throw new TokenRefused(
        `Onderwijsloket gives nothing without a token; ask one of Het Onderwijsloket by e-mail and put it in ${TOKEN_VARIABLE}`,
      );
    }
    if (!/^[\x21-\x7e]+$/.test(this.#token)) {
      throw new TokenRefused(`${TOKEN_VARIABLE} holds characters that no token has; copy it again`);
    }
  }

  /**
   * A page of a list. One that breaks off is asked for anew.
   *
   * @throws {TokenRefused} when the token is not taken
   * @throws {NotGranted} when the token may not read it, or it does not exist
   * @throws {SourceError} naming address, status and the first cause
   */
  async page(url: URL): Promise<Page> {
    const name = shownUrl(url);
    const headers = { authorization: `Bearer ${this.#token}` };
    const asking = { accept: "application/json", headers, form: JSON_FORM, largest: LARGEST, name };
    try {
      return await wholeAnswer(this.#http, url, asking, ({ bytes, name: answer }) => pageOf(bytes, answer));
    } catch (error) {
      throw this.#told(error, url, name);
    }
  }

  /** Throws again what was said of the token, so that a failure of one collection ends the run. */
  throwIfRefused(): void {
    if (this.#refused !== undefined) throw this.#refused;
  }

  /** A failure in words: what Directus said, if it said anything. */
  #told(error: unknown, url: URL, shown: string): unknown {
    if (!(error instanceof SourceError)) return error;
    if (!(error instanceof StatusError))
      return new SourceError(this.#clean(error.message.replace(url.href, shown)), { cause: error });
    const { status } = error;
    const { code, message } = saidIn(error.text);
    const said = [code, message?.replace(/\s+/g, " ").trim().slice(0, 300)].filter((part) => part !== undefined);
    const words =
      said.length === 0
        ? error.message.replace(url.href, shown)
        : `${shown}: the server answered ${status}, ${said.join(": ")}`;
    if (status === 401 || (status === 403 && TOKEN_CODES.has(code ?? ""))) {
      const what = code === "TOKEN_EXPIRED" ? "the token has expired" : "the token is not taken";
      this.#refused = new TokenRefused(`${this.#clean(words)}; ${what}: put a valid one in ${TOKEN_VARIABLE}`);
      return this.#refused;
    }
    return status === 403 ? new NotGranted(this.#clean(words)) : new SourceError(this.#clean(words), { cause: error });
  }

  #clean(text: string): string {
    return withoutSecrets(text, [this.#token]);
  }
}

/** @throws {SourceError} when it is no list of records */
function pageOf(bytes: Buffer, name: string): Page {
  const read = list.safeParse(parsedJson(utf8(bytes, name), name));
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = issue === undefined || issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
    throw new SourceError(`${name}: is no list of records: ${where}${issue?.message}`);
  }
  const { data, meta } = read.data;
  const count = meta?.filter_count;
  return { records: data, ...(count === undefined || count === null ? {} : { count }) };
}

function saidIn(text: string): { readonly code?: string | undefined; readonly message?: string | undefined } {
  try {
    const error = refusal.safeParse(JSON.parse(text)).data?.errors[0];
    return { code: error?.extensions?.code, message: error?.message };
  } catch {
    return {};
  }
}
