/** Answers of OData 3 in Atom: a feed of entries, or one entry (OData Atom Format §6; RFC 4287). */
import { SourceError } from "../source-error.js";
import { ATOM, type AtomValue, DATA, META, openValue, put, valueOf } from "./atom-value.js";
import { linkBase, resolved } from "./links.js";
import { countOf, MEDIA, type ODataRecord, type Page, type Rest } from "./record.js";
import { setOfAddress } from "./set-name.js";
import { readXml, XML_BASE, type XmlElement, type XmlHandler } from "./xml.js";

const RELATED = `${DATA}/related/`;

/**
 * @param asked where it came from; undefined for a file
 * @param name how messages call it
 * @throws {SourceError} when it is no sound XML, or no feed and no entry
 */
export function atomPage(text: string, asked: URL | undefined, name: string): Page {
  const reader = new AtomReader(asked, name);
  readXml(text, name, reader);
  return reader.page();
}

interface Feed {
  readonly records: ODataRecord[];
  id?: string;
  title?: string;
  next?: string;
  count?: number;
}

/** An element that is open, as far as it matters. */
type Frame = { readonly base: URL | undefined } & (
  | { readonly is: "feed"; readonly feed: Feed }
  | { readonly is: "entry"; readonly record: ODataRecord; readonly feed?: Feed }
  /** A relation; `inline` is what it holds. */
  | { readonly is: "link"; readonly record: ODataRecord; readonly name: string; readonly isMany: boolean }
  | { readonly is: "inline"; readonly record: ODataRecord; readonly name: string }
  | { readonly is: "content" | "properties"; readonly record: ODataRecord }
  | { readonly is: "value"; readonly value: AtomValue; readonly into: ODataRecord | unknown[] }
  | { readonly is: "text"; text: string; readonly take: (text: string) => void }
  | { readonly is: "other" }
);

class AtomReader implements XmlHandler {
  readonly #asked: URL | undefined;
  readonly #name: string;
  readonly #open: Frame[] = [];
  readonly #rest: Rest[] = [];
  #feed: Feed | undefined;
  /** Name of the type, where the document is one entry. */
  #type: string | undefined;

  constructor(asked: URL | undefined, name: string) {
    this.#asked = asked;
    this.#name = name;
  }

  page(): Page {
    const feed = this.#feed;
    if (feed === undefined) throw new SourceError(`${this.#name}: the XML is empty`);
    const set = setOfAddress(feed.id) ?? feed.title ?? this.#type;
    return {
      ...(set === undefined || set === "" ? {} : { set }),
      records: feed.records,
      ...(feed.next === undefined ? {} : { next: feed.next }),
      ...(feed.count === undefined ? {} : { count: feed.count }),
      rest: this.#rest,
      isInexact: false,
    };
  }

  open(element: XmlElement): void {
    const parent = this.#open.at(-1);
    const given = element.attribute("base", XML_BASE);
    const outer = parent === undefined ? this.#asked : parent.base;
    const base = given === undefined ? outer : linkBase(given, outer);
    this.#open.push(parent === undefined ? this.#root(element, base) : this.#child(parent, element, base));
  }

  text(piece: string): void {
    const top = this.#open.at(-1);
    if (top?.is === "value") top.value.text += piece;
    else if (top?.is === "text") top.text += piece;
  }

  close(): void {
    const frame = this.#open.pop();
    if (frame?.is === "value") put(frame.into, frame.value.name, valueOf(frame.value));
    else if (frame?.is === "text") frame.take(frame.text.trim());
  }

  #root(element: XmlElement, base: URL | undefined): Frame {
    if (element.uri === ATOM && element.local === "feed") {
      this.#feed = { records: [] };
      return { is: "feed", base, feed: this.#feed };
    }
    if (element.uri === ATOM && element.local === "entry") {
      const record: ODataRecord = {};
      const feed: Feed = { records: [record] };
      this.#feed = feed;
      return { is: "entry", base, record, feed };
    }
    throw new SourceError(`${this.#name}: this is XML (<${element.local.slice(0, 60)}>), not an Atom feed of OData`);
  }

  #child(parent: Frame, element: XmlElement, base: URL | undefined): Frame {
    switch (parent.is) {
      case "feed":
        return this.#inFeed(parent.feed, element, base);
      case "entry":
        return this.#inEntry(parent.record, parent.feed, element, base);
      case "link":
        if (!isNamed(element, META, "inline")) break;
        // An empty one says that there is nothing, unlike one that is missing.
        parent.record[parent.name] = parent.isMany ? [] : null;
        return { is: "inline", base, record: parent.record, name: parent.name };
      case "inline":
        return this.#inlined(parent.record, parent.name, element, base);
      case "content":
        if (isNamed(element, META, "properties")) return { is: "properties", base, record: parent.record };
        break;
      case "properties":
        if (element.uri === DATA) return { is: "value", base, value: openValue(element), into: parent.record };
        break;
      case "value": {
        const { value } = parent;
        value.inner ??= value.type.startsWith("Collection(") || element.local === "element" ? [] : {};
        return { is: "value", base, value: openValue(element), into: value.inner };
      }
      default:
    }
    return { is: "other", base };
  }

  #inFeed(feed: Feed, element: XmlElement, base: URL | undefined): Frame {
    if (isNamed(element, META, "count")) {
      return {
        is: "text",
        base,
        text: "",
        take: (text) => {
          const count = countOf(text);
          if (count !== undefined) feed.count = count;
        },
      };
    }
    if (element.uri !== ATOM) return { is: "other", base };
    switch (element.local) {
      case "entry": {
        const record: ODataRecord = {};
        feed.records.push(record);
        return { is: "entry", base, record };
      }
      case "link":
        if (element.attribute("rel") === "next") this.#next(feed, resolved(element.attribute("href") ?? "", base));
        break;
      case "id":
        return { is: "text", base, text: "", take: (id) => void (feed.id = id) };
      case "title":
        return { is: "text", base, text: "", take: (title) => void (feed.title = title) };
      default:
    }
    return { is: "other", base };
  }

  #next(feed: Feed, link: string): void {
    if (feed === this.#feed) feed.next = link;
    else this.#rest.push({ into: feed.records, link });
  }

  #inEntry(record: ODataRecord, feed: Feed | undefined, element: XmlElement, base: URL | undefined): Frame {
    // Of an entity that describes a file, the properties stand beside its content.
    if (isNamed(element, META, "properties")) return { is: "properties", base, record };
    if (element.uri !== ATOM) return { is: "other", base };
    switch (element.local) {
      case "content": {
        const file = element.attribute("src");
        if (file !== undefined) record[MEDIA] = resolved(file, base);
        return { is: "content", base, record };
      }
      case "link": {
        const rel = element.attribute("rel") ?? "";
        if (!rel.startsWith(RELATED)) break;
        const isMany = /type\s*=\s*feed/i.test(element.attribute("type") ?? "");
        return { is: "link", base, record, name: rel.slice(RELATED.length), isMany };
      }
      case "category": {
        const term = element.attribute("term");
        if (feed !== undefined && term !== undefined) this.#type = term.slice(term.lastIndexOf(".") + 1);
        break;
      }
      case "id":
        if (feed !== undefined) return { is: "text", base, text: "", take: (id) => void (feed.id = id) };
        break;
      default:
    }
    return { is: "other", base };
  }

  #inlined(record: ODataRecord, name: string, element: XmlElement, base: URL | undefined): Frame {
    if (isNamed(element, ATOM, "feed")) {
      const feed: Feed = { records: [] };
      record[name] = feed.records;
      return { is: "feed", base, feed };
    }
    if (isNamed(element, ATOM, "entry")) {
      const inner: ODataRecord = {};
      record[name] = inner;
      return { is: "entry", base, record: inner };
    }
    return { is: "other", base };
  }
}

function isNamed(element: XmlElement, uri: string, local: string): boolean {
  return element.local === local && element.uri === uri;
}
