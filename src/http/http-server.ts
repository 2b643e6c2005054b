/**
 * The server of HTTP below the service. What Node refuses before there is a request to hand on, it answers with a bare status
 * line; here it is a problem document, as all other errors are (RFC 9457).
 */
import {
  createServer,
  type IncomingMessage,
  maxHeaderSize,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from "node:http";
import type { Duplex } from "node:stream";
import { Problem, problemDocument, titleOf } from "./problem.js";

/** uri-host and port (RFC 9110 §7.2), as far as their characters go; an empty one is allowed. */
const HOST = /^[A-Za-z0-9._~!$&'()*+,;=%:[\]-]*$/;

/** A server that is not yet listening. */
export function httpServer(options: ServerOptions, answer: RequestListener): Server {
  const answers = new WeakMap<Duplex, Set<ServerResponse>>();
  const listener: RequestListener = (request, response) => {
    const { socket } = request;
    const underWay = answers.get(socket) ?? new Set();
    answers.set(socket, underWay.add(response));
    response.once("close", () => underWay.delete(response));
    const problem = faultOf(request);
    if (problem === undefined) return answer(request, response);
    const { headers, body } = refusal(problem);
    response.writeHead(problem.status, headers).end(request.method === "HEAD" ? undefined : body);
  };
  return createServer({ ...options, requireHostHeader: false }, listener)
    .on("checkExpectation", listener)
    .on("clientError", (error: NodeJS.ErrnoException, socket) => {
      const isAnswering = [...(answers.get(socket) ?? [])].some(({ headersSent }) => headersSent);
      // What is written now would be taken for more of that answer.
      if (isAnswering || error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
      socket.end(asText(unreadable(error)));
    });
}

/** What is wrong with the request line and headers, apart from what is asked. */
function faultOf({ headers, rawHeaders, httpVersion }: IncomingMessage): Problem | undefined {
  const { host, expect } = headers;
  // RFC 9112 §3.2. A second one is not in `headers`.
  if (host === undefined ? httpVersion === "1.1" : !HOST.test(host) || isTwice(rawHeaders, "host")) {
    return new Problem(400, "a request has one Host header, with the name of a host and perhaps a port");
  }
  // RFC 9110 §10.1.1
  if (expect !== undefined && expect.toLowerCase() !== "100-continue") {
    return new Problem(417, "Expect can only be 100-continue; leave it out");
  }
  return undefined;
}

/** @param headers names and values by turns; @param name in lower case */
function isTwice(headers: readonly string[], name: string): boolean {
  let seen = 0;
  for (let i = 0; i < headers.length; i += 2) {
    const each = headers[i];
    if (each?.length === name.length && each.toLowerCase() === name) seen += 1;
  }
  return seen > 1;
}

function unreadable({ code, message }: NodeJS.ErrnoException): Problem {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return new Problem(
        431,
        `the address and the headers are ${maxHeaderSize} bytes at most; send a long query to /sparql by POST`,
      );
    case "HPE_INVALID_URL":
      return new Problem(
        400,
        "the address has characters that cannot stand in one; write each as the bytes of its UTF-8, é as %C3%A9",
      );
    case "HPE_INVALID_VERSION":
      return new Problem(505, "only HTTP/1.1 and HTTP/1.0 are spoken here");
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return new Problem(413, "the chunks of the body have too many extensions; send them without");
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new Problem(408, "the request did not come to its end in time; send it anew");
    default:
      return new Problem(400, `this is no request of HTTP/1.1 (${message}); see RFC 9112 for its form`);
  }
}

function refusal(problem: Problem): { readonly headers: Readonly<Record<string, string | number>>; body: string } {
  const body = problemDocument(problem);
  const headers = {
    "Content-Type": "application/problem+json",
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Access-Control-Allow-Origin": "*",
    Connection: "close",
  };
  return { headers, body };
}

function asText(problem: Problem): string {
  const { headers, body } = refusal(problem);
  const lines = Object.entries({ ...headers, Date: new Date().toUTCString() }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return [`HTTP/1.1 ${problem.status} ${titleOf(problem)}`, ...lines, "", body].join("\r\n");
}
