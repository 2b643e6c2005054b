/** Merging sorted files into one sorted, duplicate-free stream (a k-way merge over a binary heap). */

/** Characters handed on at a time: more outlive a scavenge of V8, which then copies them. */
const BATCH = 128 * 1024;

/** Where one source has got to. */
interface Cursor {
  line: string;
  lines: readonly string[];
  next: number;
  readonly source: AsyncIterator<readonly string[]>;
}

/**
 * Merges sources of sorted byte text lines; a line that occurs in several, or several times in one, comes once. Memory
 * is one batch for each source.
 */
export async function* mergeLines(sources: readonly AsyncIterable<readonly string[]>[]): AsyncGenerator<string[]> {
  const heap: Cursor[] = [];
  const opened = sources.map((source) => source[Symbol.asyncIterator]());
  try {
    for (const source of opened) {
      const cursor: Cursor = { line: "", lines: [], next: 0, source };
      if (await refill(cursor)) {
        heap.push(cursor);
        siftUp(heap);
      }
    }
    let last: string | undefined;
    let batch: string[] = [];
    let size = 0;
    for (let cursor = heap[0]; cursor !== undefined; cursor = heap[0]) {
      if (cursor.line !== last) {
        last = cursor.line;
        batch.push(last);
        size += last.length;
        if (size >= BATCH) {
          yield batch;
          batch = [];
          size = 0;
        }
      }
      const line = cursor.lines[cursor.next];
      if (line !== undefined) {
        cursor.line = line;
        cursor.next += 1;
      } else if (!(await refill(cursor))) {
        const end = heap.pop();
        if (end === undefined || end === cursor) continue;
        heap[0] = end;
      }
      siftDown(heap);
    }
    if (batch.length > 0) yield batch;
  } finally {
    await Promise.all(opened.map((source) => source.return?.()));
  }
}

/** Brings the next line of a source to the front; `false` at its end. */
async function refill(cursor: Cursor): Promise<boolean> {
  for (;;) {
    const step = await cursor.source.next();
    if (step.done === true) return false;
    const [line] = step.value;
    if (line === undefined) continue;
    cursor.lines = step.value;
    cursor.line = line;
    cursor.next = 1;
    return true;
  }
}

function siftUp(heap: Cursor[]): void {
  let at = heap.length - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!swapIfLess(heap, at, parent)) return;
    at = parent;
  }
}

function siftDown(heap: Cursor[]): void {
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const a = heap[left];
    if (a === undefined) return;
    const b = heap[left + 1];
    const least = b !== undefined && b.line < a.line ? left + 1 : left;
    if (!swapIfLess(heap, least, at)) return;
    at = least;
  }
}

function swapIfLess(heap: Cursor[], child: number, parent: number): boolean {
  const a = heap[child];
  const b = heap[parent];
  if (a === undefined || b === undefined || a.line >= b.line) return false;
  heap[child] = b;
  heap[parent] = a;
  return true;
}
