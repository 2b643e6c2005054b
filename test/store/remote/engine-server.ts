/** An engine elsewhere, for tests: Oxigraph behind SPARQL Protocol, Update and Graph Store Protocol, with faults. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import oxigraph from "oxigraph";
import { onTestFinished } from "vitest";

/** What goes wrong with a request; true when it was answered so. */
export type Fault = (request: IncomingMessage, response: ServerResponse, body: string) => boolean;

export interface EngineServer {
  readonly query: URL;
  readonly graphStore: URL;
  readonly store: InstanceType<typeof oxigraph.Store>;
  /** Method and path of each request, and the body's length. */
  readonly requests: { readonly what: string; readonly length: number }[];
  fault: Fault | undefined;
}

export async function engineServer(): Promise<EngineServer> {
  const store = new oxigraph.Store();
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const engine: EngineServer = {
    query: new URL("/query", origin),
    graphStore: new URL("/store", origin),
    store,
    requests: [],
    fault: undefined,
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += String(chunk);
    const url = new URL(request.url ?? "/", origin);
    engine.requests.push({ what: `${request.method} ${url.pathname}`, length: body.length });
    if (engine.fault?.(request, response, body) === true) return;
    try {
      if (url.pathname === "/query") return ask(new URLSearchParams(body), response);
      if (url.pathname === "/update") store.update(body);
      else graph(request.method ?? "", url.searchParams.get("graph") ?? "", body);
      response.writeHead(204).end();
    } catch (error) {
      response.writeHead(400, { "content-type": "text/plain" }).end(String(error));
    }
  }

  function graph(method: string, iri: string, body: string): void {
    if (method === "DELETE") store.update(`DROP SILENT GRAPH <${iri}>`);
    else store.load(body, { format: "ttl", to_graph_name: oxigraph.namedNode(iri) });
  }

  function ask(form: URLSearchParams, response: ServerResponse): void {
    const named = (name: string) => form.getAll(name).map((iri) => oxigraph.namedNode(iri));
    const sparql = form.get("query") ?? "";
    const triples = /\b(?:CONSTRUCT|DESCRIBE)\b/.test(sparql);
    const type = triples ? "application/n-triples" : "application/sparql-results+xml";
    const dataset = form.has("default-graph-uri")
      ? { default_graph: named("default-graph-uri"), named_graphs: named("named-graph-uri") }
      : {};
    const text = store.query(sparql, { results_format: triples ? "nt" : "xml", ...dataset });
    response.writeHead(200, { "content-type": type }).end(text);
  }
  return engine;
}
