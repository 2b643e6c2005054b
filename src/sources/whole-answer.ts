/**
 * An answer that is read whole before anything is done with it. One that breaks off, or ends before its end, is asked
 * for again: its halves may be of different states.
 */
import { BrokenAnswer } from "./broken-answer.js";
import type { Opened } from "./delivery.js";
import { firstCause } from "./first-cause.js";
import type { GetOptions, HttpClient } from "./http.js";
import { pageInstead } from "./page-instead.js";
import { secretsOf, withoutSecrets } from "./secret.js";
import { SourceError } from "./source-error.js";
import { wholeBody } from "./whole-body.js";

export interface Asking extends GetOptions {
  readonly accept: string;
  /** What it must be: media types, and how messages call them. */
  readonly form: { readonly types: RegExp; readonly isXml: boolean; readonly called: string };
  /** Bytes of the largest answer. */
  readonly largest: number;
  /** How messages call it; its address without it. */
  readonly name?: string;
}

/** JSON, by whichever name. */
export const JSON_FORM = { types: /^(?:application|text)\/(?:[\w.-]+\+)?json$/, isXml: false, called: "JSON" };

export interface WholeAnswer extends Omit<Opened, "body"> {
  readonly bytes: Buffer;
  /** How messages call it: name and status. */
  readonly name: string;
}

/**
 * What `url` gives, read by `read`. When it breaks off, or `read` finds it cut off, it is asked for again, as often as
 * the client tries.
 *
 * @throws {StatusError} when it is refused
 * @throws {SourceError} naming URL, status and the first cause, when it cannot be had or is of another form
 */
export async function wholeAnswer<T>(
  http: HttpClient,
  url: URL,
  asking: Asking,
  read: (answer: WholeAnswer) => T,
): Promise<T> {
  for (let tried = 0; ; tried += 1) {
    try {
      return read(await once(http, url, asking));
    } catch (error) {
      http.throwIfGivenUp();
      if (!(error instanceof BrokenAnswer) || tried >= http.retries) throw error;
      await http.pause(tried);
    }
  }
}

async function once(http: HttpClient, url: URL, asking: Asking): Promise<WholeAnswer> {
  const { accept, form, largest, name = url.href, ...options } = asking;
  const { body, ...about } = await http.get(url, accept, options);
  const bytes = await wholeBody(body, largest).catch((error: unknown) => {
    if (error instanceof SourceError) throw new SourceError(`${name}: ${error.message}`, { cause: error });
    throw new BrokenAnswer(`${name}: reading broke off: ${firstCause(error)}`, { cause: error });
  });
  const type = about.contentType?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const isOfForm = type === "" || form.types.test(type);
  const page = pageInstead(withoutSecrets(bytes.toString("utf8", 0, 20_000), secretsOf(options.headers ?? {})));
  if (!isOfForm || (page !== undefined && (page.isHtml || !form.isXml))) {
    const given = [...(isOfForm ? [] : [type.slice(0, 100)]), ...(page === undefined ? [] : [page.what])].join(", ");
    throw new SourceError(`${name}: the server answered 200 with ${given}, not ${form.called}`);
  }
  return { ...about, bytes, name: `${name}: the answer (200)` };
}
