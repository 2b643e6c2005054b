/** Plain text of a fragment of HTML, line by line as {@link documentText} makes it of an editor's document. */
import { Parser } from "htmlparser2";
import type { PlainText } from "./document-text.js";
import { TextLines } from "./text-lines.js";

const LEFT_OUT = new Set(["script", "style", "template", "head", "title", "noscript", "textarea", "select"]);

/** Elements inside a line; any other is a line, or lines, of its own. */
const INLINE = new Set(
  "a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup time tt u var wbr img".split(
    " ",
  ),
);

/** Whether a text has tags in it, and so is not meant to be read as it is. */
export function isHtml(text: string): boolean {
  return /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>/i.test(text);
}

export function htmlText(html: string): PlainText {
  const lines = new TextLines();
  /** Numbers of the lists at hand, the innermost last; undefined in a list without numbers. */
  const lists: (number | undefined)[] = [];
  let leftOut = 0;
  const parser = new Parser(
    {
      onopentag(name) {
        if (LEFT_OUT.has(name)) leftOut += 1;
        if (INLINE.has(name) || LEFT_OUT.has(name)) return;
        lines.end();
        if (name === "ul" || name === "ol") lists.push(name === "ol" ? 1 : undefined);
        if (name !== "li") return;
        const number = lists.at(-1);
        lines.item(number === undefined ? "- " : `${number}. `);
        if (number !== undefined) lists[lists.length - 1] = number + 1;
      },
      ontext(text) {
        if (leftOut === 0) lines.add(text);
      },
      onclosetag(name) {
        if (LEFT_OUT.has(name)) leftOut -= 1;
        if (INLINE.has(name) || LEFT_OUT.has(name)) return;
        if (name === "li") lines.itemEnd();
        else lines.end();
        if (name === "ul" || name === "ol") lists.pop();
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return { text: lines.text(), isCut: lines.isCut };
}
