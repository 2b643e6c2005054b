import { expect, test } from "vitest";
import { actionRoot, siteOf, siteOfAddress } from "#src/sources/ckan/root.js";

test.each([
  ["https://x.nl/api/3", "https://x.nl/api/3/action", "https://x.nl/"],
  ["https://x.nl/api/3/", "https://x.nl/api/3/action", "https://x.nl/"],
  ["https://x.nl/api/action/package_list", "https://x.nl/api/3/action", "https://x.nl/"],
  [
    "https://data.overheid.nl/data/api/3/action/",
    "https://data.overheid.nl/data/api/3/action",
    "https://data.overheid.nl/data",
  ],
  ["https://x.nl/api/3/action/help_show?name=package_search#x", "https://x.nl/api/3/action", "https://x.nl/"],
])("%s names an action API, and the site around it", (address, root, site) => {
  expect(actionRoot(new URL(address))?.href).toBe(root);
  expect(siteOf(new URL(root)).href).toBe(site);
  expect(siteOfAddress(address)?.href).toBe(site);
});

test.each([
  "https://x.nl/",
  "https://x.nl/v0",
  "https://x.nl/api",
  "https://x.nl/api/v0",
  "https://x.nl/mijn-api/3",
  "search.json",
  "",
])("%s names none", (address) => {
  expect(siteOfAddress(address)).toBeUndefined();
});
