import { expect, test } from "vitest";
import { jsonPage } from "#src/sources/odata/json-page.js";
import { followed, isPositional, linkBase, LinkTrail, resolved } from "#src/sources/odata/links.js";

const root = new URL("https://kamer.example/OData/v4/2.0/");
const asked = new URL("https://kamer.example/OData/v4/2.0/Persoon?$filter=x");

test.each([
  ["as given", "https://kamer.example/OData/v4/2.0/Persoon?$skiptoken=a", "/OData/v4/2.0/Persoon?$skiptoken=a"],
  ["relative", "Persoon?$skiptoken=a", "/OData/v4/2.0/Persoon?$skiptoken=a"],
  ["http behind a proxy", "http://kamer.example/OData/v4/2.0/Persoon?$skip=250", "/OData/v4/2.0/Persoon?$skip=250"],
  ["an inner host behind a proxy", "http://web01:8080/OData/v4/2.0/Persoon?$skip=1", "/OData/v4/2.0/Persoon?$skip=1"],
])("a link %s is asked for at the host and protocol of the request", (_, link, path) => {
  expect(followed(link, asked, root).href).toBe(`https://kamer.example${path}`);
});

test.each([
  ["another host", "https://evil.example/Persoon"],
  ["another host, the root's name within its path", "https://evil.example/x/OData/v4/2.0/Persoon"],
  ["a step out of the root", "https://evil.example/OData/v4/2.0/../../geheim"],
  ["a file", "file:///OData/v4/2.0/etc/passwd"],
])("a link to %s is refused", (_, link) => {
  expect(() => followed(link, asked, root)).toThrow(/said to be at another host/);
});

test("a service at the root of its host has no path that tells its links", () => {
  const here = new URL("https://kamer.example/");
  expect(() => followed("https://evil.example/Persoon", here, here)).toThrow(/another host/);
});

test("credentials in a link are neither followed nor told", () => {
  const link = "https://u:geheim@evil.example/Persoon";
  expect(() => followed(link, asked, root)).toThrow(expect.not.stringContaining("geheim"));
});

test("an address that is printed over two lines is one address", () => {
  const printed =
    "https://kamer.example/Activiteit?$filter=month(Begin)%20eq%205&$skiptoken=datetime'2017-05-\n  24T10%3A00%3A00'";
  expect(resolved(printed, undefined)).toBe(
    "https://kamer.example/Activiteit?$filter=month(Begin)%20eq%205&$skiptoken=datetime%272017-05-24T10%3A00%3A00%27",
  );
});

test("a next page that is a query alone is of the address that was asked, not of the context", () => {
  const { next } =
    jsonPage({ "@odata.context": "$metadata#Persoon", value: [], "@odata.nextLink": "?$skip=1" }, asked) ?? {};
  expect(next).toBe("https://kamer.example/OData/v4/2.0/Persoon?$skip=1");
});

test("links are relative to what the answer says, unless that is of another host", () => {
  expect(linkBase("https://kamer.example/OData/v4/2.0/$metadata#Persoon", asked)?.pathname).toBe(
    "/OData/v4/2.0/$metadata",
  );
  expect(linkBase("http://web01/OData/v4/2.0/$metadata", asked)).toBe(asked);
  expect(linkBase("https://kamer.example/x/", undefined)?.href).toBe("https://kamer.example/x/");
  expect(linkBase("$metadata#Persoon", undefined)).toBeUndefined();
});

test.each([
  ["?$skip=250", true],
  ["?%24skip=250", true],
  ["?$skiptoken=250", true],
  ["?$skiptoken=datetime'2017-05-24T10%3A00%3A00',guid'4a0327a1'", false],
  ["?$skip=0&$skiptoken=Id-4a03", false],
])("%s goes on by place: %s", (search, isPlace) => {
  expect(isPositional(new URL(`https://kamer.example/Persoon${search}`))).toBe(isPlace);
});

test("a link that was asked for before is a circle", () => {
  const trail = new LinkTrail();
  trail.add(asked, asked);
  trail.add(new URL("?$skip=1", asked), asked);
  expect(() => trail.add(new URL(asked.href), asked)).toThrow(/which was asked for before/);
});
