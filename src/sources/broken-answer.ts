import { SourceError } from "./source-error.js";

/** An answer that ends before its end; it may be asked for again. */
export class BrokenAnswer extends SourceError {}
