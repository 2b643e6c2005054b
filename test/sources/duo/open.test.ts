import { describe, expect, onTestFinished, test } from "vitest";
import { datasetUrl } from "#src/sources/duo/listing.js";
import { datasetDelivery, type DuoOrigin, openDuo } from "#src/sources/duo/open.js";
import { DUO_PORTAL } from "#src/sources/duo/portal.js";
import { HttpClient } from "#src/sources/http.js";
import { webServer } from "../web-server.js";

const PORTAL_FILE = "https://onderwijsdata.duo.nl/dataset/1/resource/2";

function client(): HttpClient {
  const http = new HttpClient({ retries: 0, idleMs: 2_000 });
  onTestFinished(() => http.close());
  return http;
}

/** What would be asked for, without asking. */
async function opened(from: string): Promise<string[]> {
  const origin: DuoOrigin = await openDuo(from, client());
  if (origin.kind === "portal") return [origin.kind, origin.root.href];
  if (origin.kind === "api") return [origin.kind, origin.root.href, origin.listing.origin];
  return [origin.kind, ...origin.deliveries.map((delivery) => delivery.origin)];
}

describe("a URL is", () => {
  test.each([
    ["the root of the API", "https://api.duo.nl/v0", ["api", "https://api.duo.nl/v0", "https://api.duo.nl/v0/search"]],
    ["with a slash", "https://api.duo.nl/v0/", ["api", "https://api.duo.nl/v0", "https://api.duo.nl/v0/search"]],
    [
      "its listing",
      "https://api.duo.nl/v0/search?x=1",
      ["api", "https://api.duo.nl/v0", "https://api.duo.nl/v0/search"],
    ],
    ["the root of a host", "http://127.0.0.1:8080", ["api", "http://127.0.0.1:8080/", "http://127.0.0.1:8080/search"]],
    ["the portal", "https://onderwijsdata.duo.nl", ["portal", DUO_PORTAL]],
    ["the portal's API", "https://onderwijsdata.duo.nl/api/3", ["portal", DUO_PORTAL]],
    ["its actions", "https://onderwijsdata.duo.nl/api/3/action/", ["portal", DUO_PORTAL]],
    [
      "one action of a CKAN",
      "http://127.0.0.1:8080/data/api/3/action/package_search?q=x",
      ["portal", "http://127.0.0.1:8080/data/api/3/action"],
    ],
    [
      "one package of it",
      `${DUO_PORTAL}/package_show?id=adressen_bo`,
      ["files", `${DUO_PORTAL}/package_show?id=adressen_bo`],
    ],
    [
      "a file of the portal",
      `${PORTAL_FILE}/download/vestigingenbo.csv`,
      ["files", `${PORTAL_FILE}/download/vestigingenbo.csv`],
    ],
    [
      "one without extension",
      "https://onderwijsdata.duo.nl/datastore/dump/1",
      ["files", "https://onderwijsdata.duo.nl/datastore/dump/1"],
    ],
    ["a file", "https://x.nl/a/b.csv?v=2", ["files", "https://x.nl/a/b.csv?v=2"]],
    ["a compressed file", "https://x.nl/b.CSV.gz", ["files", "https://x.nl/b.CSV.gz"]],
    ["a dataset", "https://x.nl/v0/datasets/01.-vo", ["files", "https://x.nl/v0/datasets/01.-vo"]],
    [
      "an answer to a search in one",
      "https://x.nl/datasets/a/search?brin=18BR",
      ["files", "https://x.nl/datasets/a/search?brin=18BR"],
    ],
  ])("%s", async (_what, from, expected) => {
    expect(await opened(from)).toEqual(expected);
  });

  test("published as provenance, so it is an IRI and holds no credentials", async () => {
    expect(await opened("https://x.nl/a|b.csv?q={1}")).toEqual(["files", "https://x.nl/a%7Cb.csv?q=%7B1%7D"]);
    for (const from of ["https://jan:geheim@x.nl/a.csv", "https://jan:geheim@x.nl/api/3"]) {
      await expect(opened(from)).rejects.toThrow("x.nl: credentials do not belong in");
    }
  });

  test("the name of its dataset, percent-encoding undone", async () => {
    const url = "https://x.nl/v0/datasets/06.-speciaal-%28basis%29onderwijs/search?brin=18BR";
    const origin = await openDuo(url, client());
    expect(origin.kind === "files" && origin.deliveries[0]?.fileName).toBe("06.-speciaal-(basis)onderwijs");
  });
});

describe("the address of a dataset", () => {
  const root = new URL("http://127.0.0.1:8080/v0");
  const address = (entry: { dataset_name: string; dataset_url?: string }): string => datasetUrl(root, entry).href;

  test.each([
    ["02.-speciaal-(basis)onderwijs", "02.-speciaal-(basis)onderwijs"],
    ["01.-gewicht%2C-leeftijd", "01.-gewicht%2C-leeftijd"],
    ["01.-gewicht,-leeftijd", "01.-gewicht%2C-leeftijd"],
    ["100%", "100%25"],
    ["../../beheer", "..%2F..%2Fbeheer"],
  ])("is its name below the root, encoded once: %s", (name, step) => {
    expect(address({ dataset_name: name })).toBe(`http://127.0.0.1:8080/v0/datasets/${step}`);
  });

  test("is the one of the listing, on the host that was asked", () => {
    const own = "http://127.0.0.1:8080/v0/datasets/02.-speciaal-%28basis%29onderwijs";
    expect(address({ dataset_name: "x", dataset_url: own })).toBe(own);
  });

  test.each([
    "http://169.254.169.254/latest/meta-data",
    "https://api.duo.nl/v0/datasets/x",
    "http://127.0.0.1:8081/v0/datasets/x",
    "http://jan:geheim@127.0.0.1:8080/v0/datasets/x",
    "file:///etc/passwd",
    "geen adres",
  ])("is never another host, nor one with credentials: %s", (dataset_url) => {
    expect(address({ dataset_name: "x", dataset_url })).toBe("http://127.0.0.1:8080/v0/datasets/x");
  });
});

test("a dataset of the listing is fetched under its name", async () => {
  const asked: unknown[] = [];
  const root = await webServer((request, response) => {
    asked.push([request.url, request.headers.accept]);
    response.end("{}");
  });
  const entry = { dataset_name: "01.-gewicht%2C-leeftijd", dataset_url: "https://api.duo.nl/v0/datasets/x" };
  const delivery = datasetDelivery(new URL(`${root}/v0`), entry, client());
  const { body } = await delivery.open();
  await body.resume().toArray();
  expect(delivery.dataset).toBe("01.-gewicht,-leeftijd");
  expect(asked).toEqual([
    ["/v0/datasets/01.-gewicht%2C-leeftijd", "application/ld+json, application/json;q=0.9, */*;q=0.1"],
  ]);
});
