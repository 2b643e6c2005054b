/**
 * The engine's code, compiled once for all threads: a thread that replaces another then starts with code that is
 * optimised already. A copy of it may be held to a most of memory, which the package itself does not offer.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { LRUCache } from "lru-cache";

const require = createRequire(import.meta.url);

/** WebAssembly counts memory in pages of 64 KiB; 65536 of them are the 4 GiB it can address. */
export const PAGE = 65_536;
const MOST_PAGES = 65_536;
/** Copies that are kept: of the archive that is served, and of the one that takes its place. Each version has another size. */
const MOST_BOUNDED = 2;
/** Number of the section of a WebAssembly module that says how much memory it has (WebAssembly 1.0, §5.5.8). */
const MEMORY_SECTION = 5;

export interface EngineCode {
  /** Differs when another version of the engine would lay out its memory otherwise. */
  readonly key: string;
  /** Compiled while threads start. */
  readonly unbounded: Promise<WebAssembly.Module>;
  /** The same engine, whose memory ends at a number of bytes: what needs more is a fault, not the machine's end. */
  upTo(bytes: number): Promise<WebAssembly.Module>;
}

let code: Promise<EngineCode> | undefined;

/** The engine of this process. */
export function engineCode(): Promise<EngineCode> {
  return (code ??= readCode());
}

async function readCode(): Promise<EngineCode> {
  const bytes = await readFile(require.resolve("oxigraph/web_bg.wasm"));
  const { version } = require("oxigraph/package.json") as { version: string };
  const bounded = new LRUCache<number, Promise<WebAssembly.Module>>({ max: MOST_BOUNDED });
  return {
    key: `${version}-${createHash("sha256").update(bytes).digest("hex").slice(0, 12)}`,
    unbounded: WebAssembly.compile(bytes),
    upTo: (most) => {
      const pages = Math.min(Math.ceil(most / PAGE), MOST_PAGES);
      const known = bounded.get(pages) ?? WebAssembly.compile(withMostMemory(bytes, pages));
      bounded.set(pages, known);
      return known;
    },
  };
}

/** A module whose one memory may grow to a number of pages. @throws {Error} when the module is not of the form known */
export function withMostMemory(module: Uint8Array, pages: number): Uint8Array<ArrayBuffer> {
  // After eight bytes of magic and version come sections: a number, a length, and so many bytes (§5.5.2).
  for (let at = 8; at < module.length;) {
    const length = readNumber(module, at + 1);
    const end = length.next + length.value;
    if (module[at] !== MEMORY_SECTION) {
      at = end;
      continue;
    }
    const limits = module[length.next + 1] ?? 0;
    const least = readNumber(module, length.next + 2);
    if (module[length.next] !== 1 || limits > 1) break;
    const section = [1, 1, ...writtenNumber(least.value), ...writtenNumber(Math.max(pages, least.value))];
    const before = module.subarray(0, at);
    return new Uint8Array(
      Buffer.concat([before, Buffer.from([MEMORY_SECTION, section.length, ...section]), module.subarray(end)]),
    );
  }
  throw new Error("the engine's WebAssembly declares its memory in an unknown way; install the version pinned");
}

/** An unsigned number in LEB128 (§5.2.2). */
function readNumber(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0;
  for (let shift = 0, next = at; ; shift += 7, next += 1) {
    const byte = bytes[next] ?? 0;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, next: next + 1 };
  }
}

function writtenNumber(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...writtenNumber(Math.floor(value / 0x80))];
}
