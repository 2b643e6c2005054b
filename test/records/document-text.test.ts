import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { documentText } from "#src/records/document-text.js";
import { htmlText, isHtml } from "#src/records/html-text.js";

const text = (value: string, ...marks: string[]): object => ({
  type: "text",
  text: value,
  ...(marks.length === 0 ? {} : { marks: marks.map((type) => ({ type })) }),
});
const node = (type: string, ...content: unknown[]): object => ({ type, content });
const p = (...content: unknown[]): object => node("paragraph", ...content);
const doc = (...content: unknown[]): object => node("doc", ...content);
const plain = (document: unknown): string => documentText(document).text;

describe("a document of an editor as text", () => {
  test("has a line for each paragraph and heading, without marks", () => {
    const heading = { type: "heading", attrs: { level: 2 }, content: [text("Wat is het vavo?")] };
    expect(plain(doc(heading, p(text("Het "), text("vavo", "bold", "link"), text(" is onderwijs."))))).toBe(
      "Wat is het vavo?\nHet vavo is onderwijs.",
    );
  });

  test("marks the items of lists, numbers those of ordered ones, and indents lists in lists", () => {
    const inner = { type: "orderedList", attrs: { start: 3 }, content: [item(p(text("c"))), item(p(text("d")))] };
    const list = node("bulletList", item(p(text("a")), p(text("nog a"))), item(p(text("b")), inner));
    expect(plain(doc(list, p(text("slot"))))).toBe("- a\n  nog a\n- b\n  3. c\n  4. d\nslot");
  });

  test("breaks lines at hard breaks, and keeps those of code", () => {
    expect(plain(doc(p(text("a"), { type: "hardBreak" }, text("b")), node("codeBlock", text("c\n d"))))).toBe(
      "a\nb\nc\nd",
    );
  });

  test("leaves out blocks that are elsewhere, and the gap of an inline one", () => {
    const block = {
      type: "relation-block",
      attrs: { id: "x", junction: "articles_editor_nodes", collection: "buttons" },
    };
    const inline = { type: "relation-inline-block", attrs: { id: "y", collection: "mentions" } };
    expect(plain(doc(block, p(text("An "), text("inline", "italic"), text(" "), inline, text(" block."))))).toBe(
      "An inline block.",
    );
  });

  test("takes what is in a node it does not know", () => {
    expect(plain(doc(node("blockquote", p(text("a"))), node("nieuw", node("vak", p(text("b"))))))).toBe("a\nb");
  });

  test.each([null, 17, "tekst", [], {}, { type: 5 }, { type: "text", text: 5 }, { type: "doc", content: "x" }])(
    "is empty for what is no document: %j",
    (odd) => {
      expect(documentText(odd)).toEqual({ text: "", isCut: false });
    },
  );

  test("of a hundred thousand nodes in one another is cut, not a stack that overflows", () => {
    let deep: object = p(text("diep"));
    for (let i = 0; i < 100_000; i += 1) deep = node("blockquote", deep);
    expect(documentText(doc(p(text("a")), deep))).toEqual({ text: "a", isCut: true });
  });

  test("of more than two hundred thousand characters is cut there", () => {
    const long = documentText(doc(p(text("x".repeat(150_000))), p(text("y".repeat(150_000))), p(text("z"))));
    expect(long.text).toHaveLength(200_001);
    expect(long).toMatchObject({ isCut: true });
    expect(documentText(doc(p(text("x".repeat(200_000))))).isCut).toBe(false);
    expect(documentText(doc(p(text(`${"x".repeat(199_999)}😀`))))).toEqual({ text: "x".repeat(199_999), isCut: true });
  });

  test("never throws, whatever is in it, and has every text of a paragraph in its order", () => {
    const odd = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: "small" },
        fc.jsonValue(),
        fc.record(
          {
            type: fc.oneof(
              fc.constantFrom("doc", "text", "bulletList", "orderedList", "listItem", "hardBreak"),
              fc.jsonValue(),
            ),
            content: fc.oneof(fc.array(tie("node"), { maxLength: 4 }), fc.jsonValue()),
            text: fc.jsonValue(),
            attrs: fc.jsonValue(),
          },
          { requiredKeys: [] },
        ),
      ),
    }));
    fc.assert(
      fc.property(
        odd.node,
        fc.array(fc.stringMatching(/^[a-z]{1,5}$/), { minLength: 1, maxLength: 6 }),
        (anything, words) => {
          const lines = plain(doc(anything, p(...words.map((word) => text(`${word} `))))).split("\n");
          expect(lines.at(-1)).toBe(words.join(" "));
          for (const line of lines) expect(line).toBe(line.trimEnd());
        },
      ),
      { numRuns: 500 },
    );
  });
});

function item(...content: unknown[]): object {
  return node("listItem", ...content);
}

describe("HTML as text", () => {
  test.each([
    ["<p>Een &eacute;&eacute;n &lt;3</p><p>Twee<br>drie</p>", "Een één <3\nTwee\ndrie"],
    ["<h2>Kop</h2>tekst <b>vet</b><i>schuin</i>", "Kop\ntekst vetschuin"],
    ["<ul><li>a<ol><li>b</li><li>c</ol><li>d</ul>", "- a\n  1. b\n  2. c\n- d"],
    ["a<script>alert(1)</script><style>p{}</style>b", "ab"],
    ["<p>niet gesloten <a href='x'>link", "niet gesloten link"],
    ["</li></ul>los", "los"],
  ])("%s", (html, expected) => {
    expect(isHtml(html)).toBe(true);
    expect(htmlText(html)).toEqual({ text: expected, isCut: false });
  });

  test.each(["a < b en c > d", "x <3", "1 << 2", "<>", "a <b"])(
    "is not what merely has angle brackets: %s",
    (given) => {
      expect(isHtml(given)).toBe(false);
    },
  );

  test("never throws", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("<li>", "</li>", "<ul>", "</ol>", "<", ">", "&", "a", "<script>", "<!--", "-->")),
        (bits) => {
          expect(htmlText(bits.join("")).isCut).toBe(false);
        },
      ),
    );
  });
});
