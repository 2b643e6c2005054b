import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { answerStarting } from "#src/http/starting.js";

const server = createServer(answerStarting);
let url: string;
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

it("while the data is loaded the process says that it lives, and nothing else is answered", async () => {
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
  for (const path of ["/health/ready", "/id/vestiging/16SW03", "/sparql?query=ASK%7B%7D"]) {
    const { status, headers } = await fetch(url + path);
    expect([status, headers.get("retry-after"), headers.get("cache-control")]).toEqual([503, "5", "no-store"]);
  }
});

it("who asks meanwhile is told when to come back: programs in a problem document, people by a page that reloads", async () => {
  const program = await fetch(`${url}/sparql?query=x`);
  expect(program.headers.get("content-type")).toBe("application/problem+json");
  const problem = (await program.json()) as object;
  expect(problem).toMatchObject({ status: 503, title: "Service Unavailable" });
  // It is no fault of one address, and the path before it is not known yet (RFC 9457 §3.1.5).
  expect(problem).not.toHaveProperty("instance");
  const people = await fetch(url, { headers: { accept: "text/html,*/*;q=0.8" } });
  expect(people.status).toBe(503);
  expect(await people.text()).toMatch(/http-equiv="refresh".*De gegevens worden geladen/s);
});

it("who reads English is told so in English, in a page whose style its policy lets through", async () => {
  const answer = await fetch(`${url}/search?q=x&lang=en`, { headers: { accept: "text/html" } });
  const html = await answer.text();
  expect(html).toMatch(/<html lang="en">.*The data is being loaded/s);
  const [, style = ""] = /<style>(.*)<\/style>/s.exec(html) ?? [];
  const hash = createHash("sha256").update(style).digest("base64");
  expect(answer.headers.get("content-security-policy")).toBe(`default-src 'none'; style-src 'sha256-${hash}'`);
});
