import { getEventListeners } from "node:events";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { receive } from "#src/sources/files/receive.js";
import { HttpClient, type HttpOptions } from "#src/sources/http.js";
import { StatusError } from "#src/sources/source-error.js";
import { folder } from "../folder.js";
import { webServer } from "./web-server.js";

const CSV = "BRIN NUMMER;PLAATSNAAM\n16SW;BOXMEER\n";

function client(options: HttpOptions = {}): HttpClient {
  const http = new HttpClient({ retryAfterMs: 5, retries: 2, idleMs: 2_000, ...options });
  onTestFinished(() => http.close());
  return http;
}

/** The whole text behind a URL. */
async function get(url: string, http = client()): Promise<string> {
  const { body } = await http.get(new URL(url), "text/csv");
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** A server that gives each answer once, and the last one from then on. */
async function inTurn(
  ...answers: ((response: ServerResponse) => void)[]
): Promise<{ url: string; asked: () => number }> {
  let asked = 0;
  const root = await webServer((_request, response) => {
    const answer = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    answer?.(response);
  });
  return { url: `${root}/scholen.csv`, asked: () => asked };
}

const status = (code: number, headers: Record<string, string> = {}, text: string | Buffer = "") => {
  return (response: ServerResponse): void => void response.writeHead(code, headers).end(text);
};
const fine = status(200, { "content-type": "text/csv" }, CSV);

describe("a request", () => {
  test("says who asks and what is wanted", async () => {
    const headers: Record<string, unknown>[] = [];
    const root = await webServer((request, response) => {
      headers.push(request.headers);
      fine(response);
    });
    await get(root);
    expect(headers[0]).toMatchObject({ accept: "text/csv", "user-agent": "onderwijsgraaf" });
  });

  test("gives the type and the date that the server gives", async () => {
    const date = "Wed, 01 Oct 2025 08:00:00 GMT";
    const { url } = await inTurn(status(200, { "content-type": "text/csv", "last-modified": date }, CSV));
    const { body, contentType, lastModified } = await client().get(new URL(url), "text/csv");
    await body.resume().toArray();
    expect({ contentType, lastModified }).toEqual({ contentType: "text/csv", lastModified: new Date(date) });
  });

  test("passes over a date that is none", async () => {
    const { url } = await inTurn(status(200, { "last-modified": "gisteren" }, CSV));
    const { body, contentType, lastModified } = await client().get(new URL(url), "text/csv");
    await body.resume().toArray();
    expect({ contentType, lastModified }).toEqual({});
  });
});

describe("what is sent along", () => {
  const token = "geheim/token=";
  const sent = { headers: { authorization: `Bearer ${token}` } };

  test("are the headers that are given, also after a redirect on the host", async () => {
    const headers: unknown[] = [];
    const root = await webServer((request, response) => {
      headers.push(request.headers.authorization);
      if (request.url === "/oud") status(302, { location: "/nieuw" })(response);
      else fine(response);
    });
    const { body, headers: answered } = await client().get(new URL(`${root}/oud`), "text/csv", sent);
    await body.resume().toArray();
    expect(headers).toEqual([`Bearer ${token}`, `Bearer ${token}`]);
    expect(answered).toMatchObject({ "content-type": "text/csv" });
  });

  test("is in no message, though the server repeats it", async () => {
    const { url } = await inTurn(status(403, {}, `<p>${token}</p> ${encodeURIComponent(token)}`));
    const error: unknown = await client()
      .get(new URL(url), "*/*", sent)
      .catch((e: unknown) => e);
    expect(error).toMatchObject({
      message: `${url}: the server answered 403: [secret] [secret]`,
      status: 403,
      text: "<p>[secret]</p> [secret]",
    });
  });
});

describe("a refusal tells its status", () => {
  test.each([
    [404, '{"status": 2001}', '{"status": 2001}'],
    [503, "stuk", "stuk"],
  ])("%d", async (code, said, text) => {
    const { url } = await inTurn(status(code, {}, said));
    await expect(client().get(new URL(url), "*/*")).rejects.toMatchObject({ name: "SourceError", status: code, text });
  });

  test("though its explanation breaks off", async () => {
    const { url } = await inTurn((response) => {
      response.writeHead(404, { "content-length": "900" }).write("niet", () => response.destroy());
    });
    await expect(get(url, client({ retries: 0 }))).rejects.toThrow(`${url}: the server answered 404`);
  });
});

describe("a form that is posted", () => {
  test("is answered by whatever the server says", async () => {
    const forms: string[] = [];
    const root = await webServer((request, response) => {
      request.on("data", (chunk) => forms.push(`${request.method} ${request.headers["content-type"]} ${chunk}`));
      request.on("end", () => status(400, { "x-first": "1" }, "nee")(response));
    });
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await client().post(new URL(root), "a=b", headers);
    expect(answer).toMatchObject({ status: 400, text: "nee", headers: { "x-first": "1" } });
    expect(forms).toEqual(["POST application/x-www-form-urlencoded a=b"]);
  });

  test("is sent once, for it may be for one use, and nowhere else", async () => {
    const other = await inTurn(fine);
    const [busy, server] = [await inTurn(status(503), fine), await inTurn(status(307, { location: other.url }))];
    await expect(client().post(new URL(busy.url), "a=b", {})).rejects.toMatchObject({ status: 503 });
    expect((await client().post(new URL(server.url), "a=b", {})).status).toBe(307);
    expect([busy.asked(), server.asked(), other.asked()]).toEqual([1, 1, 0]);
  });
});

describe("a busy server is asked again", () => {
  test("after 503", async () => {
    const server = await inTurn(status(503), fine);
    expect(await get(server.url)).toBe(CSV);
    expect(server.asked()).toBe(2);
  });

  test("after 429, when its Retry-After has passed", async () => {
    const server = await inTurn(status(429, { "retry-after": "1" }), fine);
    const started = performance.now();
    expect(await get(server.url)).toBe(CSV);
    expect(performance.now() - started).toBeGreaterThan(900);
  });

  test("but not for ever", async () => {
    const server = await inTurn(status(503));
    await expect(get(server.url)).rejects.toThrow(`${server.url}: the server answered 503, also after trying again`);
    expect(server.asked()).toBe(3);
  });

  test("and told in its own words when it stays so", async () => {
    const page = "<html><title>503</title><p>Onderhoud\u0007 tot 12 uur</p></html>";
    const server = await inTurn(
      status(503, { "content-type": "text/html", "content-encoding": "gzip" }, gzipSync(page)),
    );
    const message = `${server.url}: the server answered 503, also after trying again: 503 Onderhoud tot 12 uur`;
    await expect(get(server.url)).rejects.toThrow(message);
    expect(server.asked()).toBe(3);
  });

  test("as late as it says, though it closes the connection", async () => {
    const server = await inTurn(status(503, { "retry-after": "1", connection: "close" }, "x".repeat(100_000)), fine);
    const started = performance.now();
    expect(await get(server.url)).toBe(CSV);
    expect(performance.now() - started).toBeGreaterThan(900);
  });

  test("at the date that it says", async () => {
    const at = new Date(Date.now() + 2_000).toUTCString();
    const server = await inTurn(status(503, { "retry-after": at }), fine);
    const started = performance.now();
    expect(await get(server.url)).toBe(CSV);
    expect(performance.now() - started).toBeGreaterThan(800);
  });

  test("and not when the answer is that it is not there", async () => {
    const server = await inTurn(status(404, {}, "<h1>Niet\n gevonden</h1>"));
    await expect(get(server.url)).rejects.toThrow(`${server.url}: the server answered 404: Niet gevonden`);
    expect(server.asked()).toBe(1);
  });
});

describe("an answer that is an error", () => {
  test("keeps its status and what the server sent, for who knows the form of it", async () => {
    const said = `{"success":false,"error":"${"x".repeat(900)}"}`;
    const { url } = await inTurn(status(409, {}, said));
    const error = await get(url).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StatusError);
    expect(error).toMatchObject({ status: 409, text: said });
    expect((error as Error).message.length).toBeLessThan(url.length + 240);
  });
});

describe("an answer that is compressed is given as it was", () => {
  test.each([
    ["gzip", gzipSync(CSV)],
    ["x-gzip", gzipSync(CSV)],
    ["br", brotliCompressSync(CSV)],
    ["deflate", deflateSync(CSV)],
    ["identity", Buffer.from(CSV)],
    ["br, GZIP", gzipSync(brotliCompressSync(CSV))],
  ])("%s", async (coding, bytes) => {
    const { url } = await inTurn(status(200, { "content-encoding": coding }, bytes));
    expect(await get(url)).toBe(CSV);
  });

  test("and refused when it cannot be read", async () => {
    const { url } = await inTurn(status(200, { "content-encoding": "zstd" }, "x"));
    await expect(get(url)).rejects.toThrow(
      `${url}: the answer (200) is compressed in a way that was not asked for (zstd)`,
    );
  });

  test("and what is cut off before anybody reads it is told to who does", async () => {
    const { url } = await inTurn(status(200, { "content-encoding": "gzip" }, gzipSync(CSV).subarray(0, 20)));
    const { body } = await client().get(new URL(url), "*/*");
    while (body.errored === null) await sleep(1);
    await expect(body.toArray()).rejects.toThrow("unexpected end of file");
  });

  test("but breaks off where its bytes do", async () => {
    const { url } = await inTurn(status(200, { "content-encoding": "gzip" }, gzipSync(CSV).subarray(0, 20)));
    expect(await received(url, { retries: 0 })).toBe(
      `${url}: the gzip stream ends early; the file is cut off, fetch it again`,
    );
  });
});

test("the text of an error has no byte order mark, and its characters are whole", async () => {
  const { url } = await inTurn((response) => {
    const bytes = Buffer.from('\ufeff{"error":"café"}');
    response.writeHead(404).write(bytes.subarray(0, -3), () => setTimeout(() => response.end(bytes.subarray(-3)), 20));
  });
  await expect(client().get(new URL(url), "*/*")).rejects.toMatchObject({ text: '{"error":"café"}' });
});

describe("a redirect", () => {
  test("on the same host is followed", async () => {
    const root = await webServer((request, response) => {
      if (request.url === "/oud.csv") status(301, { location: "/nieuw.csv" })(response);
      else fine(response);
    });
    expect(await get(`${root}/oud.csv`)).toBe(CSV);
  });

  test("to another host is refused, and that host is not asked", async () => {
    const other = await inTurn(fine);
    const { url } = await inTurn(status(302, { location: other.url }));
    await expect(get(url)).rejects.toThrow(
      `${url}: the server answered 302: it redirects to another host (${other.url})`,
    );
    expect(other.asked()).toBe(0);
  });

  test("to a file of this machine is refused", async () => {
    const { url } = await inTurn(status(302, { location: "file:///etc/hostname" }));
    await expect(get(url)).rejects.toThrow("redirects to another host");
  });

  test("without Location, or with one that is no URL, is refused", async () => {
    await expect(get((await inTurn(status(302))).url)).rejects.toThrow("a redirect without Location");
    await expect(get((await inTurn(status(302, { location: "http://[" }))).url)).rejects.toThrow("which is no URL");
  });

  test("in a circle ends", async () => {
    const { url } = await inTurn(status(302, { location: "/scholen.csv" }));
    await expect(get(url)).rejects.toThrow("more than 5 redirects");
  });
});

/** What the reader of an answer is told. */
async function received(url: string, options: HttpOptions): Promise<string> {
  const { body } = await client(options).get(new URL(url), "text/csv");
  return receive(body, join(await folder(), "received"), url, options).then(
    () => "received",
    (error: Error) => error.message,
  );
}

describe("what goes wrong is told with its first cause", () => {
  test("a host that does not answer", async () => {
    await expect(get("http://127.0.0.1:1/x.csv", client({ retries: 0 }))).rejects.toThrow(
      "http://127.0.0.1:1/x.csv: no connection (refused)",
    );
  });

  test("a server that never answers", async () => {
    const { url } = await inTurn(() => {});
    await expect(get(url, client({ idleMs: 300, retries: 0 }))).rejects.toThrow(`${url}: no answer in time`);
  });

  test("an answer that stalls", async () => {
    const { url } = await inTurn((response) => response.writeHead(200, { "content-length": "900" }).write(CSV));
    expect(await received(url, { idleMs: 300, retries: 0 })).toBe(`${url}: reading broke off: the answer stalled`);
  });

  test("an answer that is shorter than announced", async () => {
    const { url } = await inTurn((response) => {
      response.writeHead(200, { "content-length": "900" }).write(CSV, () => response.destroy());
    });
    expect(await received(url, { retries: 0 })).toBe(`${url}: reading broke off: the connection was broken off`);
  });
});

describe("who gives up need not wait", () => {
  test("for an answer, nor for the time to ask again", async () => {
    for (const answer of [() => {}, status(503, { "retry-after": "60" })]) {
      const giveUp = new AbortController();
      const { url } = await inTurn(answer);
      const started = performance.now();
      const asked = get(url, client({ signal: giveUp.signal, idleMs: 60_000 }));
      setTimeout(() => giveUp.abort(new Error("stopped")), 100);
      await expect(asked).rejects.toThrow("stopped");
      expect(performance.now() - started).toBeLessThan(5_000);
    }
  });

  test("for a pause between tries", async () => {
    const giveUp = new AbortController();
    const http = client({ signal: giveUp.signal, retryAfterMs: 60_000 });
    setTimeout(() => giveUp.abort(new Error("stopped")), 50);
    await expect(http.pause(0)).rejects.toThrow(/^stopped$/);
    await expect(http.pause(0)).rejects.toThrow(/^stopped$/);
  });

  test("for the rest of a file", async () => {
    const giveUp = new AbortController();
    const { url } = await inTurn((response) => response.writeHead(200, { "content-length": "900" }).write(CSV));
    const { body } = await client({ signal: giveUp.signal, idleMs: 60_000 }).get(new URL(url), "text/csv");
    setTimeout(() => giveUp.abort(new Error("stopped")), 100);
    await expect(receive(body, join(await folder(), "x"), url, { signal: giveUp.signal })).rejects.toThrow(/^stopped$/);
  });
});

describe("a signal that many requests share", () => {
  test("is left without listeners, and no request warns of a leak", async () => {
    const warnings: string[] = [];
    const warned = (warning: Error): void => void warnings.push(warning.name);
    process.on("warning", warned);
    onTestFinished(() => void process.off("warning", warned));
    const { signal } = new AbortController();
    const http = client({ signal, retries: 0 });
    const [{ url }, refusing] = [await inTurn(fine), await inTurn(status(404))];
    await Promise.all(Array.from({ length: 50 }, () => get(url, http)));
    for (let n = 0; n < 50; n += 1) await get(refusing.url, http).catch(() => {});
    expect(getEventListeners(signal, "abort")).toEqual([]);
    // A warning comes on the next tick.
    await new Promise(setImmediate);
    expect(warnings).toEqual([]);
  });
});
