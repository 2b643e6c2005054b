import { expect, test } from "vitest";
import { excerpt } from "#src/sources/excerpt.js";

test.each<[string, string, string | undefined, string]>([
  ["text", "Onderhoud tot\r\n\t12 uur", "text/plain; charset=utf-8", "Onderhoud tot 12 uur"],
  ["text without a type", "stuk", undefined, "stuk"],
  ["an error in JSON", '{"success":false,"error":{"message":"Solr is weg"}}', "application/json", "Solr is weg"],
  ["a problem", '{"type":"about:blank","title":"Te druk"}', "application/problem+json", "Te druk"],
  ["errors of Directus", '{"errors":[{"message":"Under pressure"}]}', "application/json", "Under pressure"],
  ["JSON without a word for it", '{"status":2001}', "application/json", ""],
  ["a page", "<!doctype html><title>503</title><style>p{}</style><h1>Te&nbsp;druk</h1>", "text/html", "503 Te druk"],
  ["a page that calls itself JSON", "<p>Te druk</p>", "application/json", "Te druk"],
  ["a script", "<html><script>alert(1)</script>weg</html>", "text/html", "weg"],
  ["control characters", "a\u001b[31mb\u0000c\u202ed", "text/plain", "a [31mb c d"],
  ["bytes", "PNG\u0000", "image/png", ""],
  ["nothing", "", undefined, ""],
])("of %s", (_, text, type, words) => {
  expect(excerpt(text, type)).toBe(words);
});

test("is short, and cuts no character in two", () => {
  const words = excerpt("😀".repeat(500), "text/plain");
  expect(words.length).toBeLessThanOrEqual(200);
  expect(words).toMatch(/^(?:😀)+…$/u);
});
