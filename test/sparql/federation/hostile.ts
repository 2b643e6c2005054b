/** A loopback server that answers as it is told, and remembers what it was asked. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Loopback {
  readonly url: string;
  /** The queries received, in order. */
  readonly queries: string[];
  close(): Promise<void>;
}

/** Answers the query it is given; undefined when there was none. */
export type Answerer = (query: string | undefined, response: ServerResponse) => void | Promise<void>;

export async function loopback(answer: Answerer): Promise<Loopback> {
  const queries: string[] = [];
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const query = new URLSearchParams(await bodyOf(request)).get("query") ?? undefined;
    queries.push(query ?? request.url ?? "");
    await answer(query, response);
  };
  const server = createServer((request, response) => {
    void take(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sparql`,
    queries,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}
