/** The sources of a YARRRML document (YARRRML, §Sources). */
import type { LogicalSource, ReferenceFormulation } from "../model.js";
import { didYouMean } from "../nearest.js";
import type { ProblemList } from "../problem.js";
import { namedValues, SOURCE_KEYS } from "./keys.js";
import type { YamlList, YamlMap, YamlNode, YamlText } from "./yaml-tree.js";

const FORMULATIONS: Readonly<Record<string, ReferenceFormulation>> = { csv: "CSV", jsonpath: "JSONPath" };

/** Reads the `sources` of the document: name → source. */
export function readSources(node: YamlNode | undefined, problems: ProblemList): Map<string, LogicalSource> {
  const sources = new Map<string, LogicalSource>();
  if (node === undefined) return sources;
  if (node.kind !== "map") {
    problems.add(node.at, "sources must be a map of names", "write `name: ['file.csv~csv']`");
    return sources;
  }
  for (const { key, value } of node.entries) {
    const source = readSource(value, key.text, problems);
    if (source !== undefined) sources.set(key.text, source);
  }
  return sources;
}

/** Reads one source, `[access~formulation, iterator]` or a map; `name` is its key, if it has one. */
export function readSource(node: YamlNode, name: string | undefined, problems: ProblemList): LogicalSource | undefined {
  if (node.kind === "list") return readShort(node, name, problems);
  if (node.kind === "map") return readLong(node, name, problems);
  problems.add(node.at, `the source "${name ?? node.text}" must be a list or a map`, "write `[file.csv~csv]`");
  return undefined;
}

/** Whether a list is a source written in place rather than a list of names. */
export function looksLikeSource(list: YamlList): boolean {
  const first = list.items[0];
  return first?.kind === "text" && first.text.includes("~");
}

function readShort(list: YamlList, name: string | undefined, problems: ProblemList): LogicalSource | undefined {
  const [access, iterator] = list.items;
  if (access?.kind !== "text" || (iterator !== undefined && iterator.kind !== "text") || list.items.length > 2) {
    problems.add(list.at, "a source is a list of access and iterator", "write `[file.json~jsonpath, '$[*]']`");
    return undefined;
  }
  const tilde = access.text.lastIndexOf("~");
  if (tilde <= 0) {
    problems.add(
      access.at,
      `the source "${access.text}" does not say how it is read`,
      "write `~csv` or `~jsonpath` behind it",
    );
    return undefined;
  }
  const formulation = readFormulation({ ...access, text: access.text.slice(tilde + 1) }, problems);
  if (formulation === undefined) return undefined;
  return finish({ name, access: { ...access, text: access.text.slice(0, tilde) }, formulation, iterator }, problems);
}

function readLong(map: YamlMap, name: string | undefined, problems: ProblemList): LogicalSource | undefined {
  const values = namedValues(map, SOURCE_KEYS, "a source", problems);
  const access = values.access;
  const written = values.referenceFormulation;
  if (access?.kind !== "text") {
    problems.add(map.at, "a source needs `access`: the path of its file", "write `access: file.csv`");
    return undefined;
  }
  if (written?.kind !== "text") {
    problems.add(map.at, "a source needs `referenceFormulation`", "write `referenceFormulation: csv` or `jsonpath`");
    return undefined;
  }
  if (values.type?.kind === "text" && values.type.text !== "localfile") {
    problems.add(values.type.at, `a source of type "${values.type.text}" cannot be read`, "save it to a file first");
    return undefined;
  }
  const formulation = readFormulation(written, problems);
  const iterator = values.iterator;
  if (iterator !== undefined && iterator.kind !== "text") {
    problems.add(iterator.at, "an iterator is one JSONPath", "write `iterator: '$[*]'`");
    return undefined;
  }
  if (formulation === undefined) return undefined;
  const source = finish({ name, access, formulation, iterator }, problems);
  const delimiter = readText(values.delimiter, "a delimiter is one text", 'write `delimiter: ";"`', problems);
  const encoding = readText(values.encoding, "an encoding is one name", "write `encoding: windows-1252`", problems);
  const nulls = readNulls(values.nulls, problems);
  return {
    ...source,
    ...(delimiter === undefined ? {} : { dialect: { delimiter } }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(nulls === undefined ? {} : { nulls }),
  };
}

function readText(node: YamlNode | undefined, what: string, hint: string, problems: ProblemList): string | undefined {
  if (node === undefined || node.kind === "text") return node?.text;
  problems.add(node.at, what, hint);
  return undefined;
}

/** Texts that count as no value: one, or a list of them. */
function readNulls(node: YamlNode | undefined, problems: ProblemList): readonly string[] | undefined {
  if (node === undefined) return undefined;
  const items = node.kind === "list" ? node.items : [node];
  const texts = items.flatMap((item) => (item.kind === "text" ? [item.text] : []));
  if (texts.length === items.length) return texts;
  problems.add(node.at, "`nulls` holds texts that count as no value", 'write `nulls: ""`, or `nulls: ["", "-"]`');
  return undefined;
}

function readFormulation(text: YamlText, problems: ProblemList): ReferenceFormulation | undefined {
  const formulation = FORMULATIONS[text.text.toLowerCase()];
  if (formulation === undefined) {
    problems.add(
      text.at,
      `the reference formulation "${text.text}" is not supported`,
      didYouMean(text.text, Object.keys(FORMULATIONS)),
    );
  }
  return formulation;
}

interface Parts {
  readonly name: string | undefined;
  readonly access: YamlText;
  readonly formulation: ReferenceFormulation;
  readonly iterator: YamlText | undefined;
}

function finish(parts: Parts, problems: ProblemList): LogicalSource {
  const { name, access, formulation, iterator } = parts;
  if (formulation === "JSONPath" && iterator === undefined) {
    problems.add(access.at, `the JSON source "${access.text}" has no iterator`, "add one, such as `'$[*]'`");
  }
  return {
    name: name ?? access.text,
    path: access.text,
    root: "working-directory",
    formulation,
    ...(iterator === undefined ? {} : { iterator: iterator.text }),
    spreads: true,
    natural: true,
    at: access.at,
  };
}
