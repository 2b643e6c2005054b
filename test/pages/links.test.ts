import { expect, test } from "vitest";
import { linkTo } from "#src/pages/links.js";

const SITE = { base: "https://graaf.test/kamer", prefix: "/kamer" };

test.each([
  ["https://graaf.test/kamer/id/vestiging/16SW03", "/kamer/id/vestiging/16SW03?lang=en"],
  ["https://elders.test/x", "https://elders.test/x"],
  ["javascript:alert(1)", undefined],
  ["data:text/html,x", undefined],
  ["urn:uuid:1", undefined],
])("%s is linked as %s on an English page", (iri, href) => {
  expect(linkTo(SITE, "en", iri)).toBe(href);
});
