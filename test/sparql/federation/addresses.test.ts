import { describe, expect, test } from "vitest";
import { AllowList, endpointFault } from "#src/sparql/federation/allow-list.js";
import { callsService } from "#src/store/query-check/query-scan.js";
import { isPublicAddress } from "#src/sparql/federation/public-address.js";

describe("addresses that a SERVICE may not reach", () => {
  test.each([
    ..."0.0.0.0 10.1.2.3 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 168.63.129.16 169.254.169.254 172.16.0.1".split(
      " ",
    ),
    ..."172.31.255.255 192.0.0.192 192.0.2.1 192.168.1.1 198.18.0.1 198.19.255.255 203.0.113.9 224.0.0.1 255.255.255.255".split(
      " ",
    ),
    ..."::  ::1 fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 ff02::1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1".split(
      / +/,
    ),
    ..."64:ff9b::a00:1 2001::1 2001:db8::1 2002:a00:1:: localhost 1.2.3 0x7f.1".split(" "),
    "",
  ])("%s", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

test.each(
  "1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 172.15.0.1 172.32.0.1 192.167.1.1 223.255.255.255 2606:4700::1111 2a02::1 2001:4860:4860::8888".split(
    " ",
  ),
)("%s is public", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

describe("what cannot be on the list", () => {
  test.each([
    ["ftp://a.test/", /http or https/],
    ["sparql", /http or https/],
    ["https://a:b@a.test/sparql", /user name/],
    ["https://a.test/sparql#x", /fragment/],
    ["http://127.0.0.1/sparql", /not public/],
    ["http://2130706433/sparql", /not public/],
    ["http://[::ffff:127.0.0.1]/sparql", /not public/],
  ])("%s", (url, why) => {
    expect(endpointFault({ url })).toMatch(why);
    expect(() => new AllowList([{ url }])).toThrow(why);
  });

  test("an address of the operator's own network can, when it is said to be one", () => {
    expect(endpointFault({ url: "http://127.0.0.1/sparql", private: true })).toBeUndefined();
  });
});

test("an endpoint is found by its URL, however it is spelled, and by no other", () => {
  const list = new AllowList([{ url: "https://A.test:443/x/../sparql" }]);
  expect(list.find("https://a.test/sparql")).toBeDefined();
  for (const other of [
    "http://a.test/sparql",
    "https://a.test/sparql/",
    "https://a.test/sparql?x",
    "https://a.test:8443/sparql",
    "https://a.test.evil/sparql",
    "a.test",
  ]) {
    expect(list.find(other)).toBeUndefined();
  }
});

describe("a call of a SERVICE is seen", () => {
  test.each([
    "{SERVICE<x>{}}",
    "{ ?s ?p ?o.SERVICE <x> {} }",
    "{ ?s ?p 1.service <x> {} }",
    "{ ?s ?p 1SERVICE <x> {} }",
    "# no\nservice",
  ])("in %s", (query) => {
    expect(callsService(query)).toBe(true);
  });

  test.each([
    "# SERVICE",
    '"SERVICE"',
    "<http://x/SERVICE>",
    "?service",
    "service:x",
    ":service",
    "ex:a.service",
    "_:b.SERVICE",
  ])("not in %s", (query) => {
    expect(callsService(query)).toBe(false);
  });
});
