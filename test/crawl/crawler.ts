/** A crawler of one service: from a page on, everything in its namespace that any document names. */
import { Parser } from "htmlparser2";

export interface Crawl {
  /** What was asked for, each once, without fragment. */
  readonly asked: ReadonlySet<string>;
  /** What answered otherwise than 200, 410, or a redirect to one of these; with a document that names it. */
  readonly failed: readonly string[];
  /** Pages with a block in a paragraph: a browser ends the paragraph there, and the page is another than was written. */
  readonly broken: readonly string[];
}

export interface CrawlOptions {
  /** Where the service listens. */
  readonly url: string;
  /** What its IRIs begin with. */
  readonly base: string;
  readonly from: readonly string[];
  /** Pages read for each kind of thing; of the rest only the RDF is read. */
  readonly pagesPerKind: number;
  /** Pages about terms that are asked for in each vocabulary: they are views of its page, and no IRIs. */
  readonly termsPerVocabulary: number;
  /** Graphs that are asked for in each form: a form is made when it is first asked for, which takes its time. */
  readonly graphsPerForm: number;
  readonly connections: number;
}

/** N-Quads: it names every IRI in full, those of graphs too. */
const RDF = "application/n-quads";
/** Files of which only the head is asked for: the N-Quads of the same graph are read. */
const FILES = /^\/(?:download|assets)\/|^\/graph\/.*\.(?!nq$)[a-z]+(?:\.gz)?$/;
const FORMS = /^\/graph\/.*?\.((?!nq$)[a-z]+(?:\.gz)?)$/;
const TERMS = /^(\/def\/[^?]+)\?term=/;
const BLOCK_IN_PARAGRAPH = /<p(?: [^>]*)?>(?:(?!<\/p>).)*?<(?:details|div|dl|figure|h\d|ol|p|section|table|ul)[ >]/s;
/** An alias, then the thing, then its document. */
const MOST_REDIRECTS = 3;

interface Waiting {
  readonly path: string;
  readonly namedIn: string;
}

/** Asks for everything that can be reached. */
export async function crawl(options: CrawlOptions): Promise<Crawl> {
  const asked = new Set<string>();
  const failed: string[] = [];
  const broken: string[] = [];
  const waiting: Waiting[] = [];
  const pages = new Map<string, number>();
  const forms = new Map<string, number>();
  const terms = new Map<string, number>();
  let busy = 0;

  const add = (target: string, namedIn: string): void => {
    const path = target.replace(/#.*/s, "");
    if (asked.has(path)) return;
    const form = FORMS.exec(path)?.[1];
    if (form !== undefined && nth(forms, form) > options.graphsPerForm) return;
    const vocabulary = TERMS.exec(path)?.[1];
    if (vocabulary !== undefined && nth(terms, vocabulary) > options.termsPerVocabulary) return;
    asked.add(path);
    waiting.push({ path, namedIn });
  };
  const visit = async ({ path, namedIn }: Waiting): Promise<void> => {
    const accept = isPage(path, pages, options.pagesPerKind) ? "text/html" : `${RDF}, */*;q=0.1`;
    const { status, at, named, isBroken } = await read(options, path, accept);
    if (isBroken) broken.push(at);
    if (status !== 200 && status !== 410) failed.push(`${status} ${path}, named in ${namedIn}`);
    for (const target of named) add(target, at);
  };
  const work = async (): Promise<void> => {
    while (busy > 0 || waiting.length > 0) {
      const next = waiting.pop();
      if (next === undefined) {
        // What another is reading may name more.
        await new Promise((resolve) => setTimeout(resolve, 5));
        continue;
      }
      busy += 1;
      await visit(next).finally(() => (busy -= 1));
    }
  };

  for (const path of options.from) add(path, "the start");
  await Promise.all(Array.from({ length: options.connections }, work));
  return { asked, failed, broken };
}

/** The answer at a path, after redirects, and what it names of this service. */
async function read(
  { url, base }: CrawlOptions,
  path: string,
  accept: string,
): Promise<{ status: number; at: string; named: string[]; isBroken: boolean }> {
  let at = path;
  for (let redirects = 0; ; redirects += 1) {
    const method = FILES.test(at) ? "HEAD" : "GET";
    const headers = { accept, "accept-encoding": "identity" };
    const answer = await fetch(url + at, { redirect: "manual", method, headers });
    const location = answer.headers.get("location");
    if ([301, 303].includes(answer.status) && location?.startsWith("/") === true && redirects < MOST_REDIRECTS) {
      await answer.body?.cancel();
      at = location;
      continue;
    }
    const text = await answer.text();
    const type = answer.headers.get("content-type") ?? "";
    const named = type.startsWith("text/html") ? linksOf(text, at) : type.startsWith(RDF) ? irisOf(text, base) : [];
    return {
      status: answer.status,
      at,
      named,
      isBroken: type.startsWith("text/html") && BLOCK_IN_PARAGRAPH.test(text),
    };
  }
}

/** Whether to read the page at this path: the first few of each kind of thing, and all that are of no kind. */
function isPage(path: string, pages: Map<string, number>, most: number): boolean {
  const [, first = "", second = ""] = path.split(/[/?]/);
  const kind = first === "doc" || first === "id" ? second : path;
  return nth(pages, kind) <= most;
}

/** Counts one more of a kind. */
function nth(counts: Map<string, number>, kind: string): number {
  const count = (counts.get(kind) ?? 0) + 1;
  counts.set(kind, count);
  return count;
}

/** Paths of this service that a page links to. */
function linksOf(html: string, page: string): string[] {
  const links: string[] = [];
  const parser = new Parser({
    onopentag: (_, { href, src, action }) => {
      for (const link of [href, src, action]) {
        const target = link === undefined ? undefined : new URL(link, `http://here${page}`);
        if (target?.host === "here") links.push(target.pathname + target.search);
      }
    },
  });
  parser.end(html);
  return links;
}

/** Paths of this service among the terms of N-Quads. */
function irisOf(text: string, base: string): string[] {
  const iris = text.matchAll(/(?:^|[ ^])<([^<>"{}|^`\\\s]*)>(?= )/gm);
  return [...iris].flatMap(([, iri = ""]) => (iri.startsWith(`${base}/`) ? [iri.slice(base.length)] : []));
}
