/** What is asked of an ingest: which source, from where, and how it is to be taken. */

import type { Persoonsgegevens } from "../sources/tweedekamer/personal-data.js";

/** The sources, in the order in which one run takes them. */
export const SOURCES = ["duo", "edu-v", "onderwijsloket", "donl", "tweedekamer"] as const;

export type SourceName = (typeof SOURCES)[number];

interface Request {
  /** A file, a folder or a URL; the source's own address without it. */
  readonly from?: string;
  /** Name of the dataset that a file is, or the one of a listing to take. */
  readonly dataset?: string;
  /** IRI of the licence of the source's data, published with each graph. */
  readonly licence?: string;
}

export interface DuoRequest extends Request {
  readonly source: "duo";
  /** All datasets of a listing, not the registers alone. */
  readonly all?: boolean;
}

export interface EduVRequest extends Request {
  readonly source: "edu-v";
  /** Name of a Bron → how its API is reached, as configured; checked by the client. */
  readonly bronnen?: Readonly<Record<string, unknown>>;
  /** Where secrets are. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface LoketRequest extends Request {
  readonly source: "onderwijsloket";
  /** Suppliers whose rows may be published beside Onderwijsloket's own. */
  readonly vendors?: readonly string[];
  /** Where secrets are. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface DonlRequest extends Request {
  readonly source: "donl";
  /** The whole register, not education alone. */
  readonly all?: boolean;
  /** Anew, not from the last change that is held. */
  readonly full?: boolean;
}

export interface TkRequest extends Request {
  readonly source: "tweedekamer";
  /** Parliamentary years that are asked for, `2025-2026`. */
  readonly vergaderjaren?: readonly string[];
  /** Everything, not those years alone. */
  readonly all?: boolean;
  /** Anew, not from the last delta. */
  readonly full?: boolean;
  /** A preset, `moties:beveiliging`. */
  readonly query?: string;
  /** Choices about personal data, over the table's. */
  readonly persoonsgegevens?: Persoonsgegevens;
}

export type SourceRequest = DuoRequest | EduVRequest | LoketRequest | DonlRequest | TkRequest;
