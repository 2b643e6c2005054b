import { once } from "node:events";
import type { RequestListener, ServerOptions } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { httpServer } from "#src/http/http-server.js";

async function serving(answer: RequestListener, options: ServerOptions = {}): Promise<number> {
  const server = httpServer(options, answer).listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** All that comes back when these texts are sent, the second when something has come of the first. */
async function said(port: number, first: string, second?: string): Promise<string> {
  const socket = connect(port, "127.0.0.1").setEncoding("latin1");
  onTestFinished(() => void socket.destroy());
  let text = "";
  socket.on("data", (piece: string) => {
    if (text === "" && second !== undefined) socket.write(second);
    text += piece;
  });
  socket.on("error", () => undefined);
  socket.write(first);
  await Promise.race([once(socket, "end"), once(socket, "close")]);
  return text;
}

const hello: RequestListener = (request, response) => void request.resume().once("end", () => response.end("hello"));

const HOST = "Host: localhost\r\n";
const CLOSE = "Connection: close\r\n";
const CHUNKED = `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n`;

describe("what is no request to answer is refused in a problem document", () => {
  test.each([
    ["a method that there is not", 400, `FOO / HTTP/1.1\r\n${HOST}\r\n`],
    ["no HTTP at all", 400, "\u0016\u0003\u0001\r\n\r\n"],
    ["a body that is no chunk", 400, `${CHUNKED}zz\r\n\r\n`],
    ["headers that are too long", 431, `GET / HTTP/1.1\r\n${HOST}X: ${"a".repeat(20_000)}\r\n\r\n`],
    ["an address that is too long", 431, `GET /${"a".repeat(20_000)} HTTP/1.1\r\n${HOST}\r\n`],
    ["chunks with too many extensions", 413, `${CHUNKED}2;a=${"b".repeat(20_000)}\r\nok\r\n0\r\n\r\n`],
    ["an expectation that there is not", 417, `GET / HTTP/1.1\r\n${HOST}Expect: a miracle\r\n\r\n`],
    ["a letter that stands in no address", 400, `GET /\u00e9 HTTP/1.1\r\n${HOST}\r\n`],
    ["another version of HTTP", 505, `GET / HTTP/7.0\r\n${HOST}\r\n`],
    ["no host", 400, "GET / HTTP/1.1\r\n\r\n"],
    ["two hosts", 400, `GET / HTTP/1.1\r\n${HOST}${HOST}\r\n`],
    ["a host that is none", 400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"],
  ])("%s: %d", async (_, status, request) => {
    const [head = "", body = ""] = (await said(await serving(hello), request)).split("\r\n\r\n");
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} [A-Z][A-Za-z ]+\r\n`));
    expect(head).toContain("\r\nContent-Type: application/problem+json\r\n");
    expect(head).toMatch(/\r\nConnection: close\r\n/i);
    expect(head).toContain(`\r\nContent-Length: ${body.length}\r\n`);
    expect(JSON.parse(body)).toEqual({
      type: "about:blank",
      title: expect.stringMatching(/^[A-Z]/),
      status,
      detail: expect.stringMatching(/\w/),
    });
  });

  test("a request that does not come to its end: 408", async () => {
    const port = await serving(hello, { headersTimeout: 50, requestTimeout: 50, connectionsCheckingInterval: 20 });
    expect(await said(port, "GET / HTTP/1.1\r\n")).toMatch(/^HTTP\/1.1 408 Request Timeout\r\n[^]*"status": 408/);
  });
});

describe("what is a request is answered", () => {
  test.each([
    ["without a host in HTTP/1.0", "GET / HTTP/1.0\r\n\r\n"],
    ["with an empty host", `GET / HTTP/1.1\r\nHost:\r\n${CLOSE}\r\n`],
    ["with a host of IPv6", `GET / HTTP/1.1\r\nHost: [::1]:3000\r\n${CLOSE}\r\n`],
    ["with the whole address on its line", `GET http://a.test/ HTTP/1.1\r\n${HOST}${CLOSE}\r\n`],
    [
      "that waits to be told to go on",
      `POST / HTTP/1.1\r\n${HOST}${CLOSE}Expect: 100-Continue\r\nContent-Length: 2\r\n\r\nok`,
    ],
  ])("%s", async (_, request) => {
    expect(await said(await serving(hello), request)).toMatch(/HTTP\/1.1 200 OK\r\n[^]*hello/);
  });

  test("and nothing is written into an answer under way, though what comes behind it cannot be read", async () => {
    const port = await serving(
      (_, response) => void response.writeHead(200, { "Content-Length": 1000 }).write("begin"),
    );
    const text = await said(port, `GET / HTTP/1.1\r\n${HOST}\r\n`, "no request\r\n\r\n");
    expect(text).toMatch(/^HTTP\/1.1 200 OK\r\n[^]*begin$/);
  });
});
