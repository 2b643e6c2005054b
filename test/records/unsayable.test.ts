import { describe, expect, test } from "vitest";
import { sayable, sayableText } from "#src/records/unsayable.js";

/** Whether a control character stays, that many lists and objects deep. */
function staysUnder(levels: number): boolean {
  let cell: unknown = "x\u0001";
  for (let i = 0; i < levels; i += 1) cell = i % 2 === 0 ? [cell] : { a: cell };
  return JSON.stringify(sayable(cell)).includes("\\u0001");
}

describe("what no XML can hold", () => {
  test.each([
    ["control characters", "a\u0000b\u0008c\u001fd", "abcd"],
    ["noncharacters", "a\ufffeb\uffff", "ab"],
    ["half characters", "a\ud83db\ude00c", "abc"],
  ])("is left out: %s", (_what, text, expected) => {
    expect(sayableText(text)).toBe(expected);
  });

  test("is no more than that: a feed is a space, a character of two halves stays whole", () => {
    expect(sayableText("a\u000bb\u000cc")).toBe("a b c");
    expect(sayableText("😀\u0001\t\r\n\u007f\ufffd")).toBe("😀\t\r\n\u007f\ufffd");
  });

  test("is found in lists and objects; what has none of it is the very same", () => {
    expect(sayable(["a\u0001", { b: ["c\u0002"] }, 5, null])).toEqual(["a", { b: ["c"] }, 5, null]);
    const cell = [{ a: ["b"] }];
    expect(sayable(cell)).toBe(cell);
  });

  test("is looked for no deeper than anything is read", () => {
    let deep: unknown = "x\u0001";
    for (let i = 0; i < 100_000; i += 1) deep = [deep];
    expect(() => sayable(deep)).not.toThrow();
    expect([staysUnder(300), staysUnder(302)]).toEqual([false, true]);
  });
});
