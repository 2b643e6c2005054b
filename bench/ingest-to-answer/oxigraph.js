/** A tuned bulk load into Oxigraph alone: memory reserved first, then 1 MiB chunks of N-Quads, lenient. */
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { Store } from "oxigraph";

const CHUNK = 1024 * 1024;
const files = process.argv.slice(2);
const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);

const started = performance.now();
// Growing the memory by pieces provokes a garbage collection each time: one large text makes room at once.
new Store().load(`#${" ".repeat(Math.floor(bytes / 4))}`, { format: "application/n-quads" });
const store = new Store();
const buffer = Buffer.alloc(CHUNK);
for (const file of files) {
  const fd = openSync(file, "r");
  let held = 0;
  for (;;) {
    const read = readSync(fd, buffer, held, CHUNK - held, null);
    const filled = held + read;
    const end = read === 0 ? filled : buffer.lastIndexOf(10, filled - 1) + 1;
    if (end > 0)
      store.load(buffer.subarray(0, end), { format: "application/n-quads", lenient: true, no_transaction: true });
    buffer.copyWithin(0, end, filled);
    held = filled - end;
    if (read === 0) break;
  }
  closeSync(fd);
}
console.log(JSON.stringify({ ms: performance.now() - started, quads: store.size }));
