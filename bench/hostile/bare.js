/** A bare Koa answer, to compare with: prints its URL. */
import Koa from "koa";

const app = new Koa();
app.use((ctx) => {
  ctx.body = "<!doctype html><title>niets</title>";
});
const server = app.listen(0, "127.0.0.1", () => {
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  process.stdout.write(`http://127.0.0.1:${address.port}/ serves nothing\n`);
});
