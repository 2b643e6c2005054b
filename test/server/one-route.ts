/** One route on a loopback port, for as long as one request takes. */
import type { AddressInfo } from "node:net";
import Koa from "koa";
import { type Route, routed } from "#src/http/common-headers.js";

/** The text of the answer of a route to GET; a status other than 200 is an error. */
export async function answerOf(path: RegExp, handle: Route["handle"], asked: string): Promise<string> {
  const app = new Koa();
  app.use(routed([{ path, methods: ["GET"], handle }], ""));
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  try {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${asked}`);
    if (response.status !== 200) throw new Error(`${asked} answers ${response.status}: ${await response.text()}`);
    return await response.text();
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
