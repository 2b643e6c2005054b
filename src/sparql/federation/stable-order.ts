/**
 * ORDER BY with several keys. Comunica 4.5.0 sorts by each key in turn, the last first, which is right only when sorting
 * keeps the order of what is equal; its own insertion does not. Importing this file makes it do so.
 */
import { SortIterator } from "@comunica/actor-query-operation-orderby/lib/SortIterator.js";

/** The parts of the iterator that are not declared for others. */
interface Sorting {
  readonly source: { read(): unknown };
  readonly sorted: unknown[];
  readonly sort: (left: unknown, right: unknown) => number;
  _push(item: unknown): void;
}

Object.assign(SortIterator.prototype, {
  _read(this: Sorting, _count: number, done: () => void): void {
    for (let item = this.source.read(); item !== null; item = this.source.read()) this.sorted.push(item);
    done();
  },
  _flush(this: Sorting, done: () => void): void {
    this.sorted.sort((left, right) => this.sort(left, right));
    for (const item of this.sorted.splice(0)) this._push(item);
    done();
  },
});
