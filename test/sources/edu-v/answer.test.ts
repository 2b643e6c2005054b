import { expect, onTestFinished, test } from "vitest";
import { EducationApi } from "#src/sources/edu-v/answer.js";
import { apiBron } from "#src/sources/edu-v/bron.js";
import { AccessToken } from "#src/sources/edu-v/token.js";
import { HttpClient } from "#src/sources/http.js";
import { school } from "./schools.js";
import { bronServer, CLIENT, SECRET } from "./server.js";

test("an answer that is larger than any should be is refused before it is held whole", async () => {
  const bron = await bronServer({ schools: [school({ master: "999A001" })] });
  const http = new HttpClient({ retryAfterMs: 5, retries: 0 });
  onTestFinished(() => http.close());
  const { url: root, tokenUrl } = bron;
  const config = apiBron.parse({ bron: "x", consent: true, url: root, tokenUrl, clientId: CLIENT, auth: "secret" });
  const tokens = await AccessToken.of(config, { ONDERWIJSGRAAF_EDU_V_X_SECRET: SECRET }, http);
  const url = new URL(`${root}/organisations`);
  const small = new EducationApi(tokens, http, () => {}, 100);
  await expect(small.ask(url)).rejects.toThrow(`${url.href}: larger than 0.0001 MB, which no answer of this source is`);
  const large = new EducationApi(tokens, http, () => {}, 1_000);
  expect((await large.ask(url))?.records).toHaveLength(1);
});
