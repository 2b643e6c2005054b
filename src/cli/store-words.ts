/** `--store`: which engine answers, and how it is reached. */
import { Option } from "commander";
import type { GraphStore } from "../store/graph-store.js";
import {
  type ArchiveToLoad,
  openOxigraphStore,
  type OxigraphOptions,
  type VisitorOptions,
} from "../store/oxigraph/store.js";
import type { PushProgress } from "../store/remote/push.js";
import type { RemoteSettings, StoreCredentials } from "../store/remote/settings.js";
import type { Configuration } from "./configuration.js";
import { WrongWords } from "./exit.js";

export function storeOption(): Option {
  return new Option(
    "--store <oxigraph|url>",
    "what answers: the embedded Oxigraph, or the query URL of any SPARQL 1.1 engine, which the archive is pushed to",
  ).env("ONDERWIJSGRAAF_STORE");
}

/**
 * How the store of an archive is opened.
 *
 * @param embedded how the embedded one is; its `timeoutMs` and its check of queries hold for one elsewhere too
 * @throws {WrongWords} when `given` is no store
 */
export function storeOpener(
  given: string | undefined,
  config: Configuration,
  embedded: OxigraphOptions & { readonly visitors: Required<VisitorOptions> },
): (archive: ArchiveToLoad) => Promise<GraphStore> {
  const configured = config.store === "oxigraph" ? undefined : config.store;
  if (given === "oxigraph" || (given === undefined && configured === undefined)) {
    return embeddedOpener(embedded);
  }
  const query = storeUrl(given ?? configured?.query ?? "");
  // What the file says of another engine does not hold for this one.
  const more = configured !== undefined && storeUrl(configured.query).href === query.href ? configured : undefined;
  const settings: RemoteSettings = {
    query,
    ...(more?.update === undefined ? {} : { update: new URL(more.update) }),
    ...(more?.graphStore === undefined ? {} : { graphStore: new URL(more.graphStore) }),
    ...(more?.push === undefined ? {} : { push: more.push }),
    credentials: credentials(process.env),
  };
  const options = {
    timeoutMs: embedded.timeoutMs,
    check: embedded.visitors.check,
    maxRows: embedded.visitors.answer.rows,
    onPush,
    ...(more?.atOnce === undefined ? {} : { atOnce: more.atOnce }),
    ...(more?.maxResultBytes === undefined ? {} : { maxResultBytes: more.maxResultBytes }),
  };
  return async (archive) => {
    const { openRemoteStore } = await import("../store/remote/store.js");
    return openRemoteStore(archive, settings, options);
  };
}

/** The first is there as soon as pages can be; one that takes its place when it answers visitors as well. */
function embeddedOpener(options: OxigraphOptions): (archive: ArchiveToLoad) => Promise<GraphStore> {
  let first = true;
  return async (archive) => {
    const store = await openOxigraphStore(archive, options);
    if (!first) await store.visitorsReady();
    first = false;
    return store;
  };
}

function storeUrl(text: string): URL {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    throw new WrongWords(
      `--store ${text.slice(0, 200)}: give oxigraph, or the http(s) URL where an engine takes queries`,
    );
  }
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") {
    throw new WrongWords(
      "--store: keep name and password out of the URL; they go in ONDERWIJSGRAAF_STORE_USER and ONDERWIJSGRAAF_STORE_PASSWORD",
    );
  }
  return url;
}

function credentials(env: NodeJS.ProcessEnv): StoreCredentials {
  const [user, password, token] = ["USER", "PASSWORD", "TOKEN"].map((name) => env[`ONDERWIJSGRAAF_STORE_${name}`]);
  return {
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(token === undefined ? {} : { token }),
  };
}

function onPush({ graph, statements, of }: PushProgress): void {
  process.stderr.write(`pushed ${statements} of ${of} statements of ${graph}\n`);
}
