/** The thread that queries are parsed in. */
import { parentPort } from "node:worker_threads";
import { inspectQuery } from "./inspect-query.js";
import type { CheckReply, CheckRequest } from "./messages.js";

parentPort?.on("message", (request: CheckRequest) => {
  parentPort?.postMessage(inspectQuery(request) satisfies CheckReply, []);
});
