/** Drafts a mapping from the metadata of an OData service (CSDL 3 and 4, XML). */
import { SaxesParser, type SaxesTagPlain } from "saxes";
import { type DraftEntity, type DraftField, type DraftType, ScaffoldError } from "./draft.js";

const TYPES: Readonly<Record<string, DraftType>> = {
  "Edm.Boolean": "boolean",
  "Edm.Byte": "integer",
  "Edm.SByte": "integer",
  "Edm.Int16": "integer",
  "Edm.Int32": "integer",
  "Edm.Int64": "integer",
  "Edm.Decimal": "decimal",
  "Edm.Double": "double",
  "Edm.Single": "double",
  "Edm.Date": "date",
  "Edm.DateTime": "dateTime",
  "Edm.DateTimeOffset": "dateTime",
};

interface EntityType {
  readonly name: string;
  readonly keys: string[];
  readonly properties: { readonly name: string; readonly type: string }[];
  /** Property → type that it refers to. */
  readonly links: Map<string, string>;
}

/** Entities of a metadata document; each has its answers in `{EntitySet}.json`, as the service gives them. */
export function fromOData(text: string, path: string): DraftEntity[] {
  const types = new Map<string, EntityType>();
  const sets = new Map<string, string>();
  let entity: EntityType | undefined;
  let target = "";
  // In CSDL 3 an association names the types of its ends and which properties depend.
  let ends = new Map<string, string>();
  let dependent: { role: string; properties: string[] } | undefined;
  let principal = "";
  const parser = new SaxesParser();
  const open = ({ name, attributes }: SaxesTagPlain): void => {
    const attribute = (key: string): string => attributes[key] ?? "";
    switch (local(name)) {
      case "EntityType":
        entity = { name: attribute("Name"), keys: [], properties: [], links: new Map() };
        types.set(entity.name, entity);
        break;
      case "Property":
        entity?.properties.push({ name: attribute("Name"), type: attribute("Type") });
        break;
      case "PropertyRef":
        if (dependent !== undefined) dependent.properties.push(attribute("Name"));
        else if (principal === "") entity?.keys.push(attribute("Name"));
        break;
      case "NavigationProperty":
        target = lastName(attribute("Type"));
        break;
      case "ReferentialConstraint":
        if (attribute("Property") !== "") entity?.links.set(attribute("Property"), target);
        break;
      case "EntitySet":
        sets.set(lastName(attribute("EntityType")), attribute("Name"));
        break;
      case "Association":
        entity = undefined;
        ends = new Map();
        break;
      case "End":
        ends.set(attribute("Role"), lastName(attribute("Type")));
        break;
      case "Principal":
        principal = attribute("Role");
        break;
      case "Dependent":
        dependent = { role: attribute("Role"), properties: [] };
        break;
      default:
    }
  };
  const close = (tag: { readonly name: string }): void => {
    if (local(tag.name) === "EntityType") entity = undefined;
    if (local(tag.name) !== "Association") return;
    const owner = types.get(ends.get(dependent?.role ?? "") ?? "");
    for (const property of dependent?.properties ?? []) owner?.links.set(property, ends.get(principal) ?? "");
    dependent = undefined;
    principal = "";
  };
  parser.on("opentag", open as (tag: object) => void);
  parser.on("closetag", close);
  parser.on("error", (error) => {
    const [, place = "", why = error.message] = /^(\d+:\d+): ([^]*?)\.?$/.exec(error.message) ?? [];
    throw new ScaffoldError(`${path}:${place}: not XML (${why}); give the service's $metadata`);
  });
  parser.write(text).close();
  return [...types.values()]
    .filter((type) => sets.has(type.name))
    .map((type) => draft(type, sets.get(type.name) ?? ""));
}

function draft(type: EntityType, set: string): DraftEntity {
  const [key, ...others] = type.keys;
  return {
    name: type.name,
    path: `${set}.json`,
    formulation: "jsonpath",
    iterator: "$.value[*]",
    key: others.length > 0 ? undefined : key,
    fields: type.properties.map((property): DraftField => {
      const linksTo = type.links.get(property.name);
      const known = TYPES[property.type] ?? "string";
      const plain = property.type.startsWith("Edm.");
      return {
        reference: property.name,
        type: known,
        linksTo,
        decide: plain ? undefined : `"${property.name}" is a ${property.type}: which of its parts are wanted?`,
      };
    }),
  };
}

function local(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** `Collection(NS.Persoon)` → `Persoon`. */
function lastName(type: string): string {
  return /([^.()]+)\)?$/.exec(type)?.[1] ?? type;
}
