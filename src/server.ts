/** Assembles the service from its rooms. */
import Koa from "koa";
import type { Manifest } from "./archive/manifest.js";
import { catalogueRoute, voidRoute } from "./catalog/catalogue-routes.js";
import { CatalogueText } from "./catalog/catalogue-text.js";
import { changesRoute } from "./catalog/changes/change-routes.js";
import { ChangeFeed } from "./catalog/changes/feed.js";
import { downloadRoute } from "./catalog/download-routes.js";
import type { Forms } from "./catalog/forms.js";
import { graphRoute } from "./catalog/graph-routes.js";
import { propertiesByUse } from "./catalog/graph-statistics.js";
import { Statistics } from "./catalog/statistics.js";
import { asksForGraph, graphStoreRoute } from "./catalog/graph-store-route.js";
import { commonHeaders, type Route, routed } from "./http/common-headers.js";
import { compression } from "./http/compression.js";
import { errorAnswers, type Log } from "./http/errors.js";
import { givenAgain } from "./http/given-again.js";
import { entityTag } from "./http/headers.js";
import { liveRoute, readyRoute } from "./http/health.js";
import { Metrics } from "./http/metrics.js";
import { prefixOf, type Publisher, type Site } from "./http/site.js";
import { type Assets, loadAssets } from "./pages/assets.js";
import { cataloguePage } from "./pages/catalogue/catalogue-page.js";
import { changesPage } from "./pages/catalogue/changes-page.js";
import { errorPage } from "./pages/error-page.js";
import { graphPage } from "./pages/catalogue/graph-page.js";
import { modulePage } from "./pages/vocabulary/module-page.js";
import { faviconRoute, homeRoute, robotsRoute, searchRoute } from "./pages/page-routes.js";
import { namesFrom } from "./pages/names.js";
import { previewPage } from "./pages/search/preview-page.js";
import { reconcilePage } from "./pages/search/reconcile-page.js";
import { resourcePage } from "./pages/resource/resource-page.js";
import { sparqlPage } from "./pages/sparql/sparql-page.js";
import { prefixesFor } from "./rdf/prefixes.js";
import { UnserialisableError } from "./rdf/xml-names.js";
import { Problem } from "./http/problem.js";
import type { Ontology } from "./resources/ontology.js";
import { identifierRoute } from "./resources/identifier-route.js";
import { documentRoute } from "./resources/resource-routes.js";
import { vocabularyRoute } from "./resources/vocabulary-routes.js";
import type { CacheLimits } from "./sparql/answer-cache.js";
import { Answers } from "./sparql/answers.js";
import {
  previewRoute,
  proposeRoute,
  type ReconcileDeps,
  reconcileRoute,
  suggestEntityRoute,
  suggestPropertyRoute,
  suggestTypeRoute,
} from "./search/reconcile/routes.js";
import type { Searcher } from "./search/searcher.js";
import { type NamesIn, suggestRoute } from "./search/suggest-route.js";
import { sparqlRoute } from "./sparql/endpoint.js";
import { loadExamples } from "./sparql/example-queries.js";
import { problemOf } from "./sparql/store-problems.js";
import { type GraphStore, StoreUnavailableError } from "./store/graph-store.js";

export interface ServerDeps {
  /** Its `archiveVersion` changes when it reloads. */
  readonly store: GraphStore;
  /** Holds the search index of the same archive. */
  readonly searcher: Searcher;
  /** The manifest as it is now. */
  readonly manifest: () => Manifest;
  /** Folder that the files of the manifest are in. */
  readonly dataDir: string;
  /** Keeps the downloads that are made of them. */
  readonly forms: Forms;
  /** What `/def` publishes and pages take labels from: `loadOntology`. */
  readonly ontology: Ontology;
  /** Folder with `*.rq`; may be missing. */
  readonly queriesDir: string;
  readonly log: Log;
}

export interface ServerOptions {
  /**
   * The base IRI of everything published, without trailing slash. When it has a path part, the reverse proxy strips
   * that from requests; links that we give have it.
   */
  readonly base: string;
  readonly softwareVersion: string;
  /** Milliseconds that one query may take. */
  readonly queryTimeoutMs: number;
  /** Whether the store answers queries that call a SERVICE. */
  readonly federates?: boolean;
  /** How much of the answers to queries is kept; 64 MiB without it. */
  readonly answerCache?: CacheLimits;
  /** Whether what most clients will ask of a version of the archive is asked before them. */
  readonly asksAhead?: boolean;
  /** Whether `/metrics` tells of the process too; it is one for all services in it. */
  readonly measuresProcess?: boolean;
  /** Who publishes the data, as the foot of each page says. */
  readonly publisher?: Publisher;
  /** Path of a CSS file with design tokens of NL Design System, laid over the look of the pages (docs/pages.md). */
  readonly theme?: string;
}

/** The service as a Koa app, not yet listening. The saved queries and the look are read once, here. */
export function createServer(deps: ServerDeps, options: ServerOptions): Koa {
  const { store, searcher, ontology, dataDir, forms, log } = deps;
  const { base } = options;
  const prefixes = prefixesFor(base);
  const examples = loadExamples(deps.queriesDir, base, prefixes);
  const assets = loadAssets(options.theme);
  const site: Site = {
    base,
    softwareVersion: options.softwareVersion,
    edition: editionOf(options, assets),
    queryTimeoutMs: options.queryTimeoutMs,
    look: assets.look,
    prefix: prefixOf(base),
    store,
    manifest: deps.manifest,
    vocabulary: { prefixes, context: ontology.context, contextUrl: `${base}/def/context.jsonld` },
    federates: options.federates === true,
    ...(options.publisher === undefined ? {} : { publisher: options.publisher }),
  };

  const metrics = new Metrics({
    manifest: deps.manifest,
    dataDir,
    ofProcess: options.measuresProcess === true,
  });
  const statistics = new Statistics(dataDir);
  const catalogue = new CatalogueText(site, dataDir, statistics);
  const downloads = { dataDir, forms };
  const answers = new Answers(site, options.answerCache);
  const ofQuery = sparqlRoute(site, sparqlPage(examples, assets.editor), answers);
  const ofGraph = graphStoreRoute(site, downloads);
  const namesIn: NamesIn = (language) => namesFrom([], ontology.labels, language);
  const properties = async (): Promise<string[]> => propertiesByUse((await statistics.of(deps.manifest())).values());
  const reconcile: ReconcileDeps = { site, searcher, properties, namesIn };

  const routes: Route[] = [
    get(/^\/$/, homeRoute(site, examples)),
    { ...get(/^\/id\//, identifierRoute(site)), ownSpelling: true },
    { ...get(/^\/doc\//, documentRoute(site, resourcePage(ontology))), ownSpelling: true },
    get(/^\/def\//, vocabularyRoute(site, ontology, modulePage)),
    get(/^\/graph\//, graphRoute(site, downloads, graphPage(ontology))),
    get(/^\/catalog(?:\.[a-z]+)?$/, catalogueRoute(site, catalogue, cataloguePage)),
    get(
      /^\/changes(?:[/.]|$)/,
      changesRoute(site, new ChangeFeed(dataDir, deps.manifest, log), changesPage(site, ontology)),
    ),
    get(/^\/\.well-known\/void$/, voidRoute(site, catalogue, cataloguePage)),
    get(/^\/download\//, downloadRoute(site, downloads)),
    {
      path: /^\/sparql$/,
      methods: ["GET", "POST"],
      handle: (ctx) => (asksForGraph(ctx) ? ofGraph(ctx) : ofQuery(ctx)),
    },
    get(/^\/search$/, searchRoute(site, ontology, searcher)),
    get(/^\/search\/suggest$/, suggestRoute(site, searcher, namesIn)),
    {
      path: /^\/reconcile$/,
      methods: ["GET", "POST"],
      handle: reconcileRoute(reconcile, reconcilePage(site, namesIn)),
    },
    get(/^\/reconcile\/suggest\/entity$/, suggestEntityRoute(reconcile)),
    get(/^\/reconcile\/suggest\/type$/, suggestTypeRoute(reconcile)),
    get(/^\/reconcile\/suggest\/property$/, suggestPropertyRoute(reconcile)),
    get(/^\/reconcile\/properties$/, proposeRoute(reconcile)),
    get(/^\/reconcile\/preview$/, previewRoute(reconcile, previewPage(site, namesIn("nl")))),
    get(/^\/assets\//, assets.route),
    get(/^\/favicon\.(?:svg|ico)$/, faviconRoute),
    get(/^\/robots\.txt$/, robotsRoute(site)),
    get(/^\/health\/live$/, liveRoute),
    get(/^\/health\/ready$/, readyRoute(store)),
    get(/^\/metrics$/, metrics.route),
  ];

  const app = new Koa();
  // Streams fail after the answer has begun; a client that went away is no fault.
  app.on("error", (error: NodeJS.ErrnoException) => {
    if (/^(?:ERR_STREAM_PREMATURE_CLOSE|ECONNRESET|EPIPE|HPE_.*)$/.test(error.code ?? "")) return;
    log.error({ err: error }, "an answer broke off");
  });
  app.use(metrics.middleware);
  if (options.asksAhead === true) app.use(askingAhead(site, answers, log));
  app.use(givenAgain(() => store.archiveVersion));
  app.use(compression);
  app.use(errorAnswers(log, knownProblem, (...about) => errorPage(site, ...about), site.prefix));
  app.use(commonHeaders);
  app.use(routed(routes, site.prefix));
  return app;
}

/** Middleware that asks ahead when it sees another version of the archive: from the first request on, health checks too. */
function askingAhead(site: Site, answers: Answers, log: Log): Koa.Middleware {
  let asked: string | undefined;
  return (_, next) => {
    if (asked !== site.store.archiveVersion) {
      asked = site.store.archiveVersion;
      // Nobody waits for it: who asks the same will be told what is wrong.
      answers.askAhead().catch((error: unknown) => {
        // The service is being stopped.
        if (error instanceof StoreUnavailableError) return;
        log.warn({ err: error }, "a question could not be asked ahead");
      });
    }
    return next();
  };
}

/** A page names its stylesheets by what is in them, and its foot who publishes: kept from before, it would be another. */
function editionOf({ softwareVersion, federates, publisher }: ServerOptions, { look, editor }: Assets): string {
  return entityTag(softwareVersion, JSON.stringify([look, editor, federates === true, publisher ?? null]));
}

function get(path: RegExp, handle: Route["handle"]): Route {
  return { path, methods: ["GET"], handle };
}

function knownProblem(error: unknown): Problem | undefined {
  if (error instanceof UnserialisableError) {
    return new Problem(406, error.message, { forPeople: "Dit kan niet als RDF/XML; vraag Turtle of JSON-LD." });
  }
  return problemOf(error);
}
