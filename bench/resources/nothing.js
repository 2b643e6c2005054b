/** Koa with an empty answer: what the answers of the service are held against. Prints its port. */
import Koa from "koa";

const app = new Koa();
app.use((ctx) => {
  ctx.body = "";
});
const server = app.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(typeof address === "object" ? address?.port : "");
});
