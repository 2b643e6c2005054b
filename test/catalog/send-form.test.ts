import { EventEmitter, once } from "node:events";
import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Koa from "koa";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { FormInMaking, Forms } from "#src/catalog/forms.js";
import { type FormAnswer, sendForm } from "#src/catalog/send-form.js";

const TEXT = "<urn:s> <urn:p> <urn:o> .\n";

let folder = "";
let server: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vorm-"));
  const path = join(folder, "vorm");
  writeFileSync(path, TEXT);
  const began = new EventEmitter();
  const whole = once(began, "read").then(() => ({ path, size: TEXT.length, sha256: "00" }));
  async function* read(): AsyncGenerator<Buffer> {
    yield Buffer.from(TEXT.slice(0, 5));
    began.emit("read");
    yield Buffer.from(TEXT.slice(5));
  }
  const making: FormInMaking = { whole, read };
  const forms = { get: () => making } as unknown as Forms;
  const freshness = { etag: '"x"', lastModified: new Date(0), cacheControl: "no-cache" };
  const app = new Koa();
  app.use((ctx) => sendForm(ctx, forms, { type: "text/turtle", freshness } as FormAnswer));
  server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

it("of a form that takes long whoever asks gets the bytes as they come, and who asks for a part waits until it is whole", async () => {
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const partly = fetch(address, { headers: { range: "bytes=8-12" } });
  const head = await fetch(address, { method: "HEAD", headers: { range: "bytes=8-12" } });
  expect([head.status, head.headers.get("content-type"), head.headers.get("content-length")]).toEqual([
    200,
    expect.stringContaining("text/turtle"),
    null,
  ]);
  const all = await fetch(address);
  expect([all.status, all.headers.get("content-length"), await all.text()]).toEqual([200, null, TEXT]);
  const part = await partly;
  expect([part.status, part.headers.get("content-range"), await part.text()]).toEqual([
    206,
    `bytes 8-12/${TEXT.length}`,
    TEXT.slice(8, 13),
  ]);
});
