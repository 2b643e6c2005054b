/**
 * One answer of the Education API: asked with a token that is renewed when it is refused, checked to be of the major
 * version that is spoken here, and to be what the specification says: an array of objects, whole, without pages.
 */
import type { Opened } from "../delivery.js";
import type { HttpClient } from "../http.js";
import { parsedJson, utf8 } from "../json-answer.js";
import { isObject } from "../json-object.js";
import { SourceError, StatusError } from "../source-error.js";
import { JSON_FORM, wholeAnswer } from "../whole-answer.js";
import type { OnNote } from "./note.js";
import { isConsentRefused, refusalOf } from "./status-response.js";
import type { AccessToken } from "./token.js";

/** An answer with data. */
export interface DataAnswer {
  readonly bytes: Buffer;
  readonly records: readonly object[];
  readonly about: Omit<Opened, "body">;
}

/** Version of the API that is spoken here, whose patches do not matter (Edu-V Versiebeheer v1.0.0). */
const SPOKEN = { major: 1, minor: 1 };

/** Bytes of the largest answer; that of all organisations of a Bron is some MB. */
const LARGEST = 50_000_000;

export class EducationApi {
  readonly #tokens: AccessToken;
  readonly #http: HttpClient;
  readonly #onNote: OnNote;
  readonly #largest: number;
  readonly #versionsNoted = new Set<string>();
  /** Whether the last token was refused though it was new: another would be as well. */
  #isRefused = false;

  constructor(tokens: AccessToken, http: HttpClient, onNote: OnNote, largest = LARGEST) {
    this.#tokens = tokens;
    this.#http = http;
    this.#onNote = onNote;
    this.#largest = largest;
  }

  /**
   * What `url` gives; undefined, and a note why, when there is nothing (404), or when it may not be had for want of
   * consent (403 with code 0022).
   *
   * @throws {TokenError} when no token can be had
   * @throws {SourceError} naming URL, status and the first cause, or code and message of the API
   */
  async ask(url: URL): Promise<DataAnswer | undefined> {
    try {
      return await this.#withToken(url);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      const refusal = refusalOf(error, url);
      if (error.status === 404) this.#onNote({ kind: "empty", message: refusal });
      else if (isConsentRefused(error)) this.#onNote({ kind: "no-consent", message: `${refusal}; left out` });
      else throw new SourceError(refusal, { cause: error });
      return undefined;
    }
  }

  async #withToken(url: URL): Promise<DataAnswer> {
    let token = await this.#tokens.get();
    for (let isLast = this.#isRefused; ; isLast = true) {
      try {
        const answer = await this.#checked(url, token);
        this.#isRefused = false;
        return answer;
      } catch (error) {
        if (!(error instanceof StatusError) || error.status !== 401) throw error;
        this.#isRefused = isLast;
        if (isLast) throw error;
        token = await this.#tokens.get(token);
      }
    }
  }

  #checked(url: URL, token: string): Promise<DataAnswer> {
    const asking = {
      accept: "application/json",
      headers: { authorization: `Bearer ${token}` },
      form: JSON_FORM,
      largest: this.#largest,
    };
    return wholeAnswer(this.#http, url, asking, ({ name, ...about }) => {
      this.#checkVersion(url, about.headers?.["api-version"]);
      return { bytes: about.bytes, about, records: recordsOf(about.bytes, name) };
    });
  }

  #checkVersion(url: URL, version = ""): void {
    const [said = "", major, minor = "0"] = /^v?(\d{1,6})(?:\.(\d{1,6}))?/i.exec(version.trim()) ?? [];
    if (major !== undefined && Number(major) !== SPOKEN.major) {
      throw new SourceError(
        `${url.href}: the API is of version ${said}, and this client speaks major version ${SPOKEN.major}; give the address of that version`,
      );
    }
    const isNewer = Number(minor) > SPOKEN.minor;
    if ((major !== undefined && !isNewer) || this.#versionsNoted.has(version)) return;
    this.#versionsNoted.add(version);
    const what = isNewer
      ? `the API is of version ${said}, newer than ${SPOKEN.major}.${SPOKEN.minor}; what it added is not read`
      : `the answers do not say in a header API-Version of which version they are; read as ${SPOKEN.major}.${SPOKEN.minor}`;
    this.#onNote({ kind: "version", message: `${url.href}: ${what}` });
  }
}

/** The objects of a JSON array. @throws {SourceError} saying what it is instead */
function recordsOf(bytes: Buffer, name: string): object[] {
  const value = parsedJson(utf8(bytes, name), name);
  if (!Array.isArray(value)) throw new SourceError(`${name}: is ${kindOf(value)}, not an array of objects`);
  value.forEach((element: unknown, index) => {
    if (isObject(element)) return;
    throw new SourceError(`${name}: is no array of objects: element ${index + 1} is ${kindOf(element)}`);
  });
  return value;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : `${typeof value === "object" ? "an" : "a"} ${typeof value}`;
}
