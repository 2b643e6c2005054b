import { expect, test } from "vitest";
import { digestAnswer } from "#src/store/remote/digest.js";

const REQUEST = { method: "GET", uri: "/dir/index.html", user: "Mufasa", password: "Circle of Life" };
const REST =
  'qop="auth, auth-int", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"';
const CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

test.each([
  ["MD5", "8ca523f5e9506fed4657c9700eebdbec"],
  ["SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"],
])("the answer is that of RFC 7616 §3.9.1 with %s", (algorithm, response) => {
  const challenge = `Digest realm="http-auth@example.org", algorithm=${algorithm}, ${REST}`;
  expect(digestAnswer(challenge, REQUEST, CNONCE)).toContain(`response="${response}"`);
});

test.each(['realm="x", nonce="1", algorithm=NEW', 'realm="x", nonce="1", qop="auth-int"', 'realm="x"'])(
  "a challenge that cannot be met has no answer: %s",
  (challenge) => {
    expect(digestAnswer(`Digest ${challenge}`, REQUEST)).toBeUndefined();
  },
);
