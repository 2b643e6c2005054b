import { expect, it } from "vitest";
import { contentType, splitExtension } from "#src/rdf/media-types.js";

it("a known extension is the form, any other dot belongs to the name", () => {
  expect(splitExtension("/doc/vestiging/16SW03.ttl")).toEqual({ name: "/doc/vestiging/16SW03", format: "ttl" });
  expect(splitExtension("/doc/agent/v1.2")).toEqual({ name: "/doc/agent/v1.2", format: undefined });
});

it("text forms say that they are UTF-8; JSON-LD needs no such parameter", () => {
  expect(contentType("ttl")).toBe("text/turtle; charset=utf-8");
  expect(contentType("jsonld")).toBe("application/ld+json");
});
