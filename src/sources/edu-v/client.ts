/**
 * The client of the Edu-V Education API 1.1.1: the organisations that are asked for, then the offerings of each school.
 * What comes has the form of files (MODEL §2.4): a dataset per object of a Bron, a part per request.
 */
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { Delivery } from "../delivery.js";
import type { HttpClient } from "../http.js";
import { SourceError } from "../source-error.js";
import { webIri } from "../web-address.js";
import { type DataAnswer, EducationApi } from "./answer.js";
import { queryOf } from "./ask.js";
import type { ApiBron } from "./bron.js";
import type { Environment } from "./credentials.js";
import type { OnNote } from "./note.js";
import { bestIdentifiers } from "./organisation.js";
import { type Asked, type DatasetName, filterOf, OFFERINGS, partName, PATHS } from "./request.js";
import { AccessToken, TokenError } from "./token.js";

/**
 * The answers of a Bron, each fetched once, when it is its turn. One that cannot be had is a delivery whose `open`
 * throws; the rest goes on. Where there is nothing, or no consent, there is no delivery but a note.
 *
 * Without `consent: true` nothing is asked.
 *
 * @param env where the secret or the key is
 * @throws {SourceError} when the environment does not hold the credentials
 * @throws {TokenError} when no token can be had, or not any more
 */
export async function* eduVApi(
  bron: ApiBron,
  env: Environment,
  http: HttpClient,
  onNote: OnNote,
): AsyncGenerator<Delivery, void> {
  if (!bron.consent) {
    onNote({ kind: "no-consent", message: `Bron ${bron.bron}: left out, for its configuration says consent: false` });
    return;
  }
  const api = new EducationApi(await AccessToken.of(bron, env, http), http, onNote);
  const seen = new Organisations(onNote);
  const partsAsked = new Set<string>();
  const once = async (dataset: DatasetName, asked: Asked): Promise<Got | undefined> => {
    const part = partName(asked);
    if (partsAsked.has(`${dataset}/${part}`)) return undefined;
    partsAsked.add(`${dataset}/${part}`);
    const url = addressOf(bron, dataset, asked);
    return { ...(await attempt(api, url)), url, dataset: `${bron.bron}/${dataset}`, part };
  };
  for (const asked of bron.ask.length === 0 ? [{ type: "ALL", value: "" } as const] : bron.ask) {
    const got = await once("organisations", asked);
    if (got === undefined) continue;
    const schools = seen.newIn(got);
    yield* deliveryOf(schools);
    for (const school of seen.identifiersOf(schools, bron)) {
      for (const dataset of OFFERINGS) {
        const offerings = await once(dataset, school);
        if (offerings !== undefined) yield* deliveryOf(offerings);
      }
    }
  }
}

/** What came of a request: an answer, a failure, or neither where there is nothing. */
interface Got {
  readonly url: URL;
  readonly dataset: string;
  readonly part: string;
  readonly answer?: DataAnswer;
  readonly failure?: SourceError;
}

async function attempt(api: EducationApi, url: URL): Promise<Pick<Got, "answer" | "failure">> {
  try {
    const answer = await api.ask(url);
    return answer === undefined ? {} : { answer };
  } catch (error) {
    if (!(error instanceof SourceError) || error instanceof TokenError) throw error;
    return { failure: error };
  }
}

function addressOf(bron: ApiBron, dataset: DatasetName, asked: Asked): URL {
  const root = new URL(bron.url);
  root.pathname = `${root.pathname.replace(/\/+$/, "")}/${PATHS[dataset]}`;
  const query = queryOf(asked);
  if (dataset !== "organisations") {
    const filter = asked.type === "MASTER" ? undefined : filterOf(asked.type, bron);
    if (filter !== undefined) query.set("filterByOrgId", String(filter));
    if (bron.schoolPeriodId !== undefined) query.set("schoolPeriodId", bron.schoolPeriodId);
  }
  root.search = query.toString();
  return root;
}

function* deliveryOf({ url, dataset, part, answer, failure }: Got): Generator<Delivery> {
  if (answer === undefined && failure === undefined) return;
  yield {
    fileName: `${part}.json`,
    origin: webIri(url),
    dataset,
    part,
    open: () => {
      if (answer === undefined) return Promise.reject(failure);
      return Promise.resolve({ ...answer.about, body: Readable.from([answer.bytes], { objectMode: false }) });
    },
  };
}

/** The organisations of a run: one that two requests give, of a board and of a school of it, is delivered once. */
class Organisations {
  readonly #seen = new Set<string>();
  readonly #onNote: OnNote;

  constructor(onNote: OnNote) {
    this.#onNote = onNote;
  }

  /** The answer as it came, or without the organisations that came before, told by all that is said of them. */
  newIn(got: Got): Got {
    if (got.answer === undefined) return got;
    const { records, about } = got.answer;
    const fresh = records.filter((record) => {
      const key = createHash("sha256").update(JSON.stringify(record)).digest("base64");
      const isNew = !this.#seen.has(key);
      this.#seen.add(key);
      return isNew;
    });
    if (fresh.length === records.length) return got;
    const count = records.length - fresh.length;
    this.#onNote({ kind: "repeated", message: `${got.url.href}: ${count} of its organisations came before` });
    return { ...got, answer: { records: fresh, bytes: Buffer.from(JSON.stringify(fresh)), about } };
  }

  /**
   * By what the offerings of these organisations are asked for. One identifier of a school gives all of its aanbieder,
   * unless the API filters by it: then each gives its own.
   */
  *identifiersOf({ answer, url }: Got, bron: ApiBron): Generator<Asked> {
    for (const [index, record] of (answer?.records ?? []).entries()) {
      const [best, ...others] = bestIdentifiers(record);
      if (best === undefined) {
        const message = `${url.href}: organisation ${index + 1} has no identifier, so its offerings cannot be asked for`;
        this.#onNote({ kind: "no-identifier", message });
        continue;
      }
      yield best;
      if (filterOf(best.type, bron) !== false) yield* others;
    }
  }
}
