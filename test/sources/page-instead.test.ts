import { expect, test } from "vitest";
import { pageInstead } from "#src/sources/page-instead.js";

test.each<[string, string]>([
  ["<!DOCTYPE html>\n<title>Storing</title>", 'an HTML page ("Storing")'],
  ["\ufeff  <html lang=nl><head><title>\n Even\n geduld </title>", 'an HTML page ("Even geduld")'],
  ['<?xml version="1.0"?>\n<!-- x -->\n<html xmlns="http://www.w3.org/1999/xhtml">', "an HTML page"],
  ["<h1>Bad Gateway</h1>", "an HTML page"],
  ["<title>a\u001bb</title>", 'an HTML page ("a b")'],
])("%j is HTML", (text, what) => {
  expect(pageInstead(text)).toEqual({ isHtml: true, what });
});

test.each<[string, string]>([
  ['<?xml version="1.0"?><error/>', "XML (<error>)"],
  ["<feed xmlns='x'>", "XML (<feed>)"],
  ["<!DOCTYPE foo [", "XML (<!DOCTYPE foo>)"],
  ["<!-- cut off", "XML"],
])("%j is XML", (text, what) => {
  expect(pageInstead(text)).toEqual({ isHtml: false, what });
});

test.each(["", "{}", "a;b\n<1;2", "< 5", "<5", '"<html>"'])("%j is data", (text) => {
  expect(pageInstead(text)).toBeUndefined();
});
