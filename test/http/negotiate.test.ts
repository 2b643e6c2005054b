import { describe, expect, it } from "vitest";
import { negotiate } from "#src/http/negotiate.js";
import { offersOf } from "#src/http/documents.js";
import { DOCUMENT_FORMATS } from "#src/rdf/media-types.js";

const choose = (accept?: string) => negotiate(accept, offersOf(DOCUMENT_FORMATS));

describe("negotiation", () => {
  it.each([
    ["no header takes the first offer", undefined, "html"],
    ["a blank header asks for nothing in particular", " ", "html"],
    ["*/* gives the page", "*/*", "html"],
    ["a browser gets the page", "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8", "html"],
    ["the type that is named wins from a wildcard of equal weight", "*/*, text/turtle", "ttl"],
    ["weight decides", "text/html;q=0.5, application/ld+json;q=0.9, text/turtle;q=0.7", "jsonld"],
    ["equal weights go by the order of the header", "application/n-triples, text/turtle", "nt"],
    ["a subtype wildcard takes the first of the type", "text/*", "html"],
    ["the most specific range counts: q=0 excludes what a wildcard allows", "text/html;q=0, text/*", "ttl"],
    ["q=0 on the wildcard leaves what is named", "text/turtle, */*;q=0", "ttl"],
    ["parameters of a range do not stand in the way", 'application/ld+json;profile="http://a/b,c;d";q=0.9', "jsonld"],
    ["charset does not either", "text/turtle; charset=utf-8", "ttl"],
    ["case does not matter", "Text/HTML;Q=0.3, Application/LD+JSON;Q=0.8", "jsonld"],
    ["a weight that is none counts as unsaid", "text/turtle;q=hoog, text/html;q=0.9", "ttl"],
    ["a lone star is understood", "text/html;q=0.1, *;q=0.2", "ttl"],
    ["stray commas and blanks are skipped", ",, ;;, text/turtle ,", "ttl"],
    ["nothing acceptable gives nothing", "image/png", undefined],
    ["a pattern that is no range accepts nothing", "*/turtle, turtle", undefined],
    ["everything excluded gives nothing", "*/*;q=0", undefined],
    ["who takes JSON gets JSON-LD", "application/json", "jsonld"],
    ["so does a script that takes anything else too", "application/json, text/plain, */*", "jsonld"],
    ["and who takes nothing else at all", "application/json, */*;q=0", "jsonld"],
    ["who takes XML gets RDF/XML", "application/xml", "rdf"],
    ["a form by its own name wins from JSON of equal weight", "application/json, text/turtle", "ttl"],
    ["and from XML", "application/xml, application/n-triples", "nt"],
    ["weight decides of JSON too", "application/json;q=0.8, text/turtle;q=0.5", "jsonld"],
    ["JSON-LD weighs what the best of its names does", "application/ld+json;q=0.1, application/json", "jsonld"],
    ["JSON-LD that is excluded is no JSON either", "application/ld+json;q=0, application/json", undefined],
    ["JSON that is excluded is no wish against JSON-LD", "application/json;q=0, application/ld+json", "jsonld"],
    ["a wildcard does not name JSON", "application/ld+json;q=0, application/*", "nt"],
  ])("%s", (_, accept, expected) => {
    expect(choose(accept)).toBe(expected);
  });

  it("reads the longest header that there can be to its end, without effort", { timeout: 1_000 }, () => {
    expect(choose(`${"a/b;q=0.1,".repeat(5000)}text/turtle`)).toBe("ttl");
    expect(choose('"'.repeat(10_000))).toBeUndefined();
  });
});
