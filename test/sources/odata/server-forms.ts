/** Answers of the test's service in its four forms. */
import { addressOf, type Listing, type Node, type Service } from "./server-query.js";
import { type EdmType, type Row, tableOf } from "./tables.js";

export type Form = "v4" | "light" | "verbose" | "atom";

export const TYPES: Readonly<Record<Form, string>> = {
  v4: "application/json; odata.metadata=minimal",
  light: "application/json; odata=minimalmetadata; streaming=true; charset=utf-8",
  verbose: "application/json;odata=verbose;charset=utf-8",
  atom: "application/atom+xml;type=feed;charset=utf-8",
};

/** A page of a set, or an entity alone. */
export function written(form: Form, service: Service, set: string, content: Listing | Node): string {
  if (form === "atom") {
    const feed =
      "nodes" in content ? feedXml(service, set, content, NAMESPACES) : entryXml(service, content, NAMESPACES);
    return `<?xml version="1.0" encoding="utf-8"?>${feed}`;
  }
  if (form === "verbose") return `{"d":${verbose(service, content)}}`;
  const context = form === "v4" ? "@odata.context" : "odata.metadata";
  const [count, next] = form === "v4" ? ["@odata.count", "@odata.nextLink"] : ["odata.count", "odata.nextLink"];
  if (!("nodes" in content)) {
    const kind = form === "v4" ? "$entity" : "@Element";
    const members = membersOf(form, service, content);
    return `{${[`"${context}":${text(`${service.linkRoot}$metadata#${set}/${kind}`)}`, ...members].join(",")}}`;
  }
  return `{${[
    `"${context}":${text(`${service.linkRoot}$metadata#${set}`)}`,
    ...(content.count === undefined
      ? []
      : [`"${count}":${form === "v4" ? content.count : text(String(content.count))}`]),
    `"value":[${content.nodes.map((node) => `{${membersOf(form, service, node).join(",")}}`).join(",")}]`,
    ...(content.next === undefined ? [] : [`"${next}":${text(content.next)}`]),
  ].join(",")}}`;
}

export function errorText(form: Form, message: string): string {
  if (form === "v4") {
    return JSON.stringify({ error: { code: "", message: `The query specified in the URI is not valid. ${message}` } });
  }
  const words = { lang: "en-US", value: message };
  if (form === "light") return JSON.stringify({ "odata.error": { code: "", message: words } });
  if (form === "verbose") return JSON.stringify({ error: { code: "", message: words } });
  return `<?xml version="1.0" encoding="utf-8"?><m:error xmlns:m="${META}"><m:code /><m:message xml:lang="en-US">${escaped(message)}</m:message></m:error>`;
}

/** Members of a JSON object in v4 and in the light form of v3. */
function membersOf(form: "v4" | "light", service: Service, node: Node): string[] {
  const { columns, hasFile } = tableOf(service.tables, node.set);
  const members: string[] = [];
  if (hasFile === true && node.select === undefined) {
    const [name, link] =
      form === "v4"
        ? ["@odata.mediaReadLink", `${addressOf(node.set, node.row, service)}/resource`]
        : ["odata.mediaReadLink", `${service.linkRoot}${addressOf(node.set, node.row, service)}/$value`];
    members.push(`"${name}":${text(link)}`);
  }
  for (const name of namesOf(node, columns)) {
    members.push(`${text(name)}:${json(form, node.row[name] ?? null, columns[name] ?? "Edm.String")}`);
  }
  for (const [name, value] of Object.entries(node.expanded)) {
    if (value === null) members.push(`${text(name)}:null`);
    else if ("nodes" in value) {
      if (value.next !== undefined && form === "v4")
        members.push(`${text(`${name}@odata.nextLink`)}:${text(value.next)}`);
      const inner = value.nodes.map((each) => `{${membersOf(form, service, each).join(",")}}`);
      members.push(`${text(name)}:[${inner.join(",")}]`);
      if (value.next !== undefined && form === "light")
        members.push(`${text(`${name}@odata.nextLink`)}:${text(value.next)}`);
    } else members.push(`${text(name)}:{${membersOf(form, service, value).join(",")}}`);
  }
  return members;
}

function json(form: Form, value: Row[string], type: EdmType): string {
  if (value === null) return "null";
  const isText = form !== "v4" && (type === "Edm.Int64" || type === "Edm.Decimal");
  if (type === "Edm.Decimal") return isText ? text(String(value)) : String(value);
  if (isText) return text(String(value));
  return JSON.stringify(type === "Edm.DateTimeOffset" ? momentOf(form, String(value)) : value);
}

function verbose(service: Service, content: Listing | Node): string {
  if ("nodes" in content) {
    return `{${[
      `"results":[${content.nodes.map((node) => verbose(service, node)).join(",")}]`,
      ...(content.count === undefined ? [] : [`"__count":${text(String(content.count))}`]),
      ...(content.next === undefined ? [] : [`"__next":${text(content.next)}`]),
    ].join(",")}}`;
  }
  const { columns, relations, hasFile } = tableOf(service.tables, content.set);
  const address = `${service.linkRoot}${addressOf(content.set, content.row, service)}`;
  const media = hasFile === true ? { media_src: `${address}/$value`, content_type: "text/xml" } : {};
  const metadata = { id: address, uri: address, type: `TK.${content.set}`, ...media };
  const members = [`"__metadata":${JSON.stringify(metadata)}`];
  for (const name of namesOf(content, columns)) {
    members.push(`${text(name)}:${json("verbose", content.row[name] ?? null, columns[name] ?? "Edm.String")}`);
  }
  for (const name of Object.keys(relations)) {
    const value = content.expanded[name];
    const deferred = JSON.stringify({ __deferred: { uri: `${address}/${name}` } });
    members.push(`${text(name)}:${value === undefined ? deferred : value === null ? "null" : verbose(service, value)}`);
  }
  return `{${members.join(",")}}`;
}

const META = "http://schemas.microsoft.com/ado/2007/08/dataservices/metadata";
const DATA = "http://schemas.microsoft.com/ado/2007/08/dataservices";
const NAMESPACES = ` xmlns="http://www.w3.org/2005/Atom" xmlns:d="${DATA}" xmlns:m="${META}"`;

function feedXml(service: Service, set: string, { nodes, next, count }: Listing, root = ""): string {
  const base = root === "" ? "" : ` xml:base="${escaped(service.linkRoot)}"`;
  return [
    `<feed${base}${root}>`,
    ...(count === undefined ? [] : [`<m:count>${count}</m:count>`]),
    `<id>${escaped(service.linkRoot + set)}</id><title type="text">${set}</title><updated>2017-05-24T10:00:00Z</updated>`,
    `<link rel="self" title="${set}" href="${set}" />`,
    ...(nodes.length === 0 ? ["<author><name /></author>"] : nodes.map((node) => entryXml(service, node))),
    ...(next === undefined ? [] : [`<link rel="next" href="${escaped(next)}" />`]),
    "</feed>",
  ].join("\n");
}

function entryXml(service: Service, node: Node, root = ""): string {
  const { columns, relations, hasFile } = tableOf(service.tables, node.set);
  const address = addressOf(node.set, node.row, service);
  const links = Object.entries(relations).map(([name, { isMany }]) => {
    const value = node.expanded[name];
    const type = `application/atom+xml;type=${isMany ? "feed" : "entry"}`;
    const start = `<link rel="${DATA}/related/${name}" type="${type}" title="${name}" href="${escaped(`${address}/${name}`)}"`;
    if (value === undefined) return `${start} />`;
    const inner = value === null ? "" : "nodes" in value ? feedXml(service, name, value) : entryXml(service, value);
    return value === null ? `${start}><m:inline /></link>` : `${start}><m:inline>${inner}</m:inline></link>`;
  });
  const properties = namesOf(node, columns).map((name) => {
    const [value, type] = [node.row[name] ?? null, columns[name] ?? "Edm.String"];
    if (value === null) return `<d:${name} m:null="true" />`;
    const shown = type === "Edm.DateTimeOffset" ? momentOf("atom", String(value)) : String(value);
    const edm = type === "Edm.DateTimeOffset" ? "Edm.DateTime" : type;
    return `<d:${name}${edm === "Edm.String" ? "" : ` m:type="${edm}"`}>${escaped(shown)}</d:${name}>`;
  });
  const base = root === "" ? "" : ` xml:base="${escaped(service.linkRoot)}"`;
  const start = `<entry${base}${root}><id>${escaped(service.linkRoot + address)}</id><category term="TK.${node.set}" scheme="${DATA}/scheme" /><title />`;
  const end = "</entry>";
  const all = `<m:properties>${properties.join("")}</m:properties>`;
  return hasFile === true
    ? `${start}${links.join("")}<content type="text/xml" src="${escaped(`${address}/$value`)}" />${all}${end}`
    : `${start}${links.join("")}<content type="application/xml">${all}</content>${end}`;
}

function namesOf({ select }: Node, columns: Readonly<Record<string, EdmType>>): readonly string[] {
  return select ?? Object.keys(columns);
}

/** v3 has no zones. */
function momentOf(form: Form, moment: string): string {
  return form === "v4" ? moment : moment.replace(/(?:Z|[+-]\d\d:\d\d)$/, "");
}

function text(value: string): string {
  return JSON.stringify(value);
}

export function escaped(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
