/** `/sparql`: request → query → store → answer (SPARQL 1.1 Protocol, §2.1 and §2.2). */
import type { Context } from "koa";
import { alternates, type Language, languageOf, licenceLinks, respond } from "../http/documents.js";
import { CC0 } from "../ingest/licences.js";
import { entityTag, type Freshness, link, namesTag, notModified, REVALIDATE, stampDate } from "../http/headers.js";
import { type HtmlPage, respondPage } from "../http/html-page.js";
import { negotiate, type Offer } from "../http/negotiate.js";
import { Problem } from "../http/problem.js";
import type { Site } from "../http/site.js";
import { contentType, DOCUMENT_FORMATS, type DocumentFormat } from "../rdf/media-types.js";
import { type Answers, type Question } from "./answers.js";
import { firstLines, sendAnswer, wholeText } from "./send-answer.js";
import { parseLines } from "../rdf/nquads-lines.js";
import { serialise } from "../rdf/serialise.js";
import { resultWriter } from "../store/results-text.js";
import { withAdvice } from "./missing-prefix.js";
import { type ProtocolRequest, readRequest } from "./protocol.js";
import { isVolatile, type QueryForm, queryForm } from "./query-form.js";
import {
  askedFormat,
  GRAPH_OFFERS,
  isGraphForm,
  namedFormat,
  TABLE_OFFERS,
  tableContentType,
  type TableFormat,
} from "./result-formats.js";
import { parseResults, type Results } from "./results-json.js";
import { serviceDescription } from "./service-description.js";
import { problemOf } from "./store-problems.js";

/** What the pages of the endpoint show; `result` is absent on the empty editor. */
export interface EditorView {
  readonly site: Site;
  readonly language: Language;
  readonly request?: ProtocolRequest;
  /** Name of the example to fill in. */
  readonly chosen?: string;
  readonly result?:
    | { readonly table: Results }
    | { readonly turtle: string; readonly cut: boolean }
    | { readonly error: string; readonly forPeople?: string | undefined };
}

/** Statements that a page shows at most: more is for programs. */
export const SHOWN_STATEMENTS = 1000;

export type EditorPage = (view: EditorView) => HtmlPage;

/** The handler of `/sparql`. */
export function sparqlRoute(site: Site, page: EditorPage, answers: Answers): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    ctx.vary("Accept");
    const request = await readRequest(ctx);
    if (request === undefined) return answerWithoutQuery(ctx, site, page);
    const form = queryForm(request.query);
    if (form === "UPDATE") {
      throw new Problem(
        403,
        "this is an update; the endpoint answers queries, data is changed by `onderwijsgraaf ingest`",
      );
    }
    // What has no form is no query: the engine says why, and the answer would be JSON.
    const graphForm = form !== undefined && isGraphForm(form);
    const format = graphForm ? pick(ctx, request, GRAPH_OFFERS) : pick(ctx, request, TABLE_OFFERS);
    let freshness: Freshness | undefined;
    if (ctx.method !== "POST" && !isVolatile(request.query)) {
      const version = site.store.archiveVersion;
      const parts = [ctx.querystring, format, site.edition];
      // Weak (RFC 9110 §8.8.3): without ORDER BY the rows may come in another order.
      const etag = `W/${entityTag(version, ...parts)}`;
      freshness = { etag, lastModified: stampDate(version), cacheControl: REVALIDATE };
      if (namesTag(ctx, etag) && notModified(ctx, freshness)) return;
    } else {
      ctx.set("Cache-Control", "no-store");
    }
    try {
      await (graphForm
        ? answerGraph(ctx, site, page, answers, request, format as DocumentFormat)
        : answerTable(ctx, site, page, answers, request, format as TableFormat, form));
      // Only now is it known that there is an answer: a file, and one that a date may say the client has.
      if (request.fileName !== undefined && format !== "html") {
        ctx.set("Content-Disposition", `attachment; filename="${request.fileName}.${format}"`);
      }
      if (freshness !== undefined) notModified(ctx, freshness);
    } catch (error) {
      for (const header of ["ETag", "Last-Modified"]) ctx.remove(header);
      ctx.set("Cache-Control", "no-store");
      const problem = problemOf(withAdvice(error, request.query, site.vocabulary.prefixes));
      if (problem === undefined) throw error;
      if (format !== "html") throw problem;
      const result = { error: problem.message, forPeople: problem.options.forPeople };
      respondPage(ctx, page({ site, language: languageOf(ctx), request, result }));
      ctx.status = problem.status;
    }
  };
}

/** The form of the answer: `format=` first, for people who cannot set a header, then Accept. */
function pick<T extends string>(ctx: Context, request: ProtocolRequest, offers: readonly Offer<T>[]): T {
  const named = new Set(
    request.formats.map((name) => namedFormat(name, offers)).filter((known) => known !== undefined),
  );
  if (named.size > 1) {
    throw new Problem(400, `\`format\` and \`output\` name different forms (${[...named].join(", ")}); name one`, {
      forPeople: "De vraag noemt meer dan een vorm voor het antwoord.",
    });
  }
  const format = request.formats.length === 0 ? negotiate(ctx.get("Accept") || undefined, offers) : [...named][0];
  if (format !== undefined) return format;
  throw new Problem(406, "this kind of query has no answer in the form asked for; choose one of `available`", {
    extra: { available: offers.map((offer) => offer.mediaType) },
    forPeople: "Dit soort vraag heeft geen antwoord in de gevraagde vorm.",
  });
}

/** Asks on behalf of a client, until it goes away. */
function questionOf(ctx: Context, request: ProtocolRequest): Question {
  const gone = new AbortController();
  // After the end of an answer too: then nobody listens any more.
  ctx.res.once("close", () => gone.abort());
  return { ...request, signal: gone.signal };
}

async function answerTable(
  ctx: Context,
  site: Site,
  page: EditorPage,
  answers: Answers,
  request: ProtocolRequest,
  format: TableFormat,
  form: QueryForm | undefined,
): Promise<void> {
  const question = questionOf(ctx, request);
  if (format === "html") {
    const text = await wholeText(await answers.table(question, "json"));
    return respondPage(ctx, page({ site, language: languageOf(ctx), request, result: { table: parseResults(text) } }));
  }
  ctx.set("Content-Type", tableContentType(format));
  // CSV and TSV are for rows; an ASK has none (SPARQL 1.1 Query Results CSV and TSV, §1).
  if (form === "ASK" && (format === "csv" || format === "tsv")) {
    const { boolean } = parseResults(await wholeText(await answers.table(question, "json")));
    ctx.body = resultWriter(format).boolean(boolean === true);
    return;
  }
  await sendAnswer(ctx, await answers.table(question, format));
}

async function answerGraph(
  ctx: Context,
  site: Site,
  page: EditorPage,
  answers: Answers,
  request: ProtocolRequest,
  format: DocumentFormat,
): Promise<void> {
  const question = questionOf(ctx, request);
  if (format !== "html") {
    const answer = await answers.graph(question, format);
    ctx.set("Content-Type", contentType(format));
    return sendAnswer(ctx, answer);
  }
  const { text, cut } = await firstLines(await answers.graph(question, "nt"), SHOWN_STATEMENTS);
  const turtle = serialise(parseLines(text), "ttl", site.vocabulary);
  respondPage(ctx, page({ site, language: languageOf(ctx), request, result: { turtle, cut } }));
}

/** The editor for people; for programs what the endpoint can do, in the form of `format=` or Accept. */
function answerWithoutQuery(ctx: Context, site: Site, page: EditorPage): void {
  const { format: named } = ctx.query;
  const format = askedFormat(ctx, Array.isArray(named) ? named[0] : named, DOCUMENT_FORMATS);
  const at = (form: DocumentFormat): string => `${site.prefix}/sparql?format=${form}`;
  const links = [
    ...alternates(at, format),
    link(`${site.base}/sparql`, "canonical"),
    link(`${site.base}/sparql#service`, "describes"),
    link(`${site.prefix}/catalog`, "describedby"),
    ...licenceLinks(CC0),
  ];
  if (format !== "html") ctx.set("Content-Location", at(format));
  ctx.set("Link", links.join(", "));
  const etag = entityTag(site.store.archiveVersion, site.edition, ctx.querystring, format);
  const lastModified = stampDate(site.store.archiveVersion);
  if (notModified(ctx, { etag, lastModified, cacheControl: REVALIDATE })) return;
  if (format === "html") {
    const { voorbeeld } = ctx.query;
    return respondPage(
      ctx,
      page({ site, language: languageOf(ctx), ...(typeof voorbeeld === "string" ? { chosen: voorbeeld } : {}) }),
    );
  }
  const quads = serviceDescription(site);
  respond(ctx, format, serialise(quads, format, site.vocabulary, { described: `${site.base}/sparql#service` }));
}
