import { describe, expect, test } from "vitest";
import { AnswerCache, KeptAnswer, type PassingAnswer } from "#src/sparql/answer-cache.js";
import { QueryTimeoutError } from "#src/store/graph-store.js";

const FOREVER = new AbortController().signal;
const KEEP = { signal: FOREVER, mayKeep: () => true };

async function* stream(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

async function textOf(answer: KeptAnswer | PassingAnswer): Promise<string> {
  if (answer instanceof KeptAnswer) return answer.bytes.toString();
  let text = "";
  for await (const chunk of answer.stream) text += Buffer.from(chunk).toString();
  return text;
}

/** An asker that counts, and answers when it is told to. */
function slow(...texts: string[]) {
  const seen = { asked: 0, aborted: 0, open: (): void => undefined };
  const gate = new Promise<void>((resolve) => {
    seen.open = resolve;
  });
  const ask = async (signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> => {
    seen.asked += 1;
    signal.addEventListener("abort", () => (seen.aborted += 1));
    await gate;
    return stream(...texts);
  };
  return { seen, ask };
}

const broken = (): Promise<never> => Promise.reject(new Error("kapot"));

describe("an answer", () => {
  test("is asked for once, whether it is wanted at one moment or later", async () => {
    const cache = new AnswerCache();
    const { seen, ask } = slow("a", "b");
    const both = [cache.answer("q", "", ask, KEEP), cache.answer("q", "", ask, KEEP)];
    seen.open();
    const answers = [...(await Promise.all(both)), await cache.answer("q", "", ask, KEEP)];
    expect(await Promise.all(answers.map(textOf))).toEqual(["ab", "ab", "ab"]);
    expect(seen.asked).toBe(1);
  });

  test("reaches the others when one client hangs up, and is given up when all have", async () => {
    const cache = new AnswerCache();
    const { seen, ask } = slow("a");
    const [first, second] = [new AbortController(), new AbortController()];
    const one = cache.answer("q", "", ask, { ...KEEP, signal: first.signal });
    const two = cache.answer("q", "", ask, { ...KEEP, signal: second.signal });
    first.abort();
    await expect(one).rejects.toThrow(QueryTimeoutError);
    expect(seen.aborted).toBe(0);
    second.abort();
    await expect(two).rejects.toThrow(QueryTimeoutError);
    expect(seen.aborted).toBe(1);
  });

  test("is waited for together only by who waits as long", async () => {
    const cache = new AnswerCache();
    const { seen, ask } = slow("a");
    const both = [cache.answer("q", "10", ask, KEEP), cache.answer("q", "20", ask, KEEP)];
    seen.open();
    await Promise.all(both);
    expect(seen.asked).toBe(2);
  });

  test("that failed is told to all who waited, and asked anew by the next", async () => {
    const cache = new AnswerCache();
    const both = [cache.answer("q", "", broken, KEEP), cache.answer("q", "", broken, KEEP)];
    for (const each of both) await expect(each).rejects.toThrow("kapot");
    expect(await textOf(await cache.answer("q", "", () => Promise.resolve(stream("a")), KEEP))).toBe("a");
  });

  test("too large to keep passes by, whole, to each who asks", async () => {
    const cache = new AnswerCache({ bytes: 1000, largest: 3 });
    const { seen, ask } = slow("ab", "cd", "ef");
    const both = [cache.answer("q", "", ask, KEEP), cache.answer("q", "", ask, KEEP)];
    seen.open();
    const answers = [...(await Promise.all(both)), await cache.answer("q", "", ask, KEEP)];
    expect(await Promise.all(answers.map(textOf))).toEqual(["abcdef", "abcdef", "abcdef"]);
    expect(seen.asked).toBe(3);
  });

  test("of an archive that was replaced meanwhile is not kept", async () => {
    const cache = new AnswerCache();
    let asked = 0;
    const ask = async (): Promise<AsyncIterable<Uint8Array>> => {
      asked += 1;
      return stream("a");
    };
    await cache.answer("q", "", ask, { ...KEEP, mayKeep: () => false });
    await cache.answer("q", "", ask, KEEP);
    expect(asked).toBe(2);
  });

  test("makes room for others: the bytes of all together are bounded", async () => {
    const cache = new AnswerCache({ bytes: 500, largest: 400 });
    let asked = 0;
    const ask = async (): Promise<AsyncIterable<Uint8Array>> => {
      asked += 1;
      return stream("x".repeat(300));
    };
    for (const key of ["a", "b", "a"]) await cache.answer(key, "", ask, KEEP);
    expect(asked).toBe(3);
  });

  test("is compressed once", async () => {
    const answer = new KeptAnswer(Buffer.from("x".repeat(5000)));
    const [one, two] = await Promise.all([answer.coded("gzip"), answer.coded("gzip")]);
    expect(one).toBe(two);
    expect(one.length).toBeLessThan(500);
  });
});
