/**
 * XML as OData writes it: UTF-8, without document type. A document type is refused as it comes, so that no entity of
 * its making is ever expanded or fetched.
 */
import { SaxesParser, type SaxesTagNS } from "saxes";
import { SourceError } from "../source-error.js";
import { BrokenAnswer } from "../broken-answer.js";

/** An element as it opens. */
export interface XmlElement {
  /** Namespace. */
  readonly uri: string;
  readonly local: string;
  /** Value of an attribute; `uri` is "" for those without prefix. */
  attribute(local: string, uri?: string): string | undefined;
}

export interface XmlHandler {
  open(element: XmlElement): void;
  /** Text between tags, as it comes; CDATA too. */
  text?(text: string): void;
  close(): void;
}

export const XML_BASE = "http://www.w3.org/XML/1998/namespace";

/** An entity that is expanded thrice is some 30 elements deep. */
const DEEPEST = 200;

/**
 * @param name how messages call it
 * @throws {BrokenAnswer} when it seems to be cut off
 * @throws {SourceError} when it is no sound XML, has a document type or nests too deep
 */
export function readXml(text: string, name: string, handler: XmlHandler): void {
  const parser = new SaxesParser({ xmlns: true, position: true });
  let depth = 0;
  const refused = (why: string): SourceError => new SourceError(`${name}: ${why}`);
  parser.on("doctype", () => {
    throw refused("the XML has a document type (<!DOCTYPE …>), which OData has not; refused, for it may be a trap");
  });
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(encoding)) {
      throw refused(`the XML says it is ${encoding.slice(0, 40)}; only UTF-8 is read`);
    }
  });
  parser.on("opentag", (tag: SaxesTagNS) => {
    depth += 1;
    if (depth > DEEPEST) throw refused(`the XML nests deeper than ${DEEPEST} elements`);
    handler.open(elementOf(tag));
  });
  parser.on("closetag", () => {
    depth -= 1;
    handler.close();
  });
  const { text: onText } = handler;
  if (onText !== undefined) {
    parser.on("text", (piece) => onText.call(handler, piece));
    parser.on("cdata", (piece) => onText.call(handler, piece));
  }
  parser.on("error", (error) => {
    const message = `${name}: the XML is broken or cut off (${error.message.slice(0, 200)})`;
    const isCutOff = /unclosed|unexpected end/.test(error.message);
    throw isCutOff ? new BrokenAnswer(message) : new SourceError(message);
  });
  parser.write(text).close();
}

function elementOf(tag: SaxesTagNS): XmlElement {
  const { attributes } = tag;
  return {
    uri: tag.uri,
    local: tag.local,
    attribute(local, uri = "") {
      for (const key in attributes) {
        const attribute = attributes[key];
        if (attribute?.local === local && attribute.uri === uri) return attribute.value;
      }
      return undefined;
    },
  };
}
