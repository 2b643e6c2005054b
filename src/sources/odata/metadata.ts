/**
 * The model of a service, out of its `$metadata`: EDMX with CSDL 3 (associations) or CSDL 4 (typed navigation
 * properties).
 */
import { SourceError } from "../source-error.js";
import { readXml, type XmlElement } from "./xml.js";

export interface Property {
  readonly name: string;
  /** `Edm.String`, or the qualified name of a type of the service. */
  readonly type: string;
  readonly isCollection: boolean;
  readonly nullable: boolean;
}

export interface Navigation {
  readonly name: string;
  /** Qualified name of the entity type that it leads to. */
  readonly target: string;
  readonly isCollection: boolean;
  /** Property of this entity that holds the key of the other, where the model says so. */
  readonly foreignKey?: string;
}

export interface EntityType {
  /** Without namespace. */
  readonly name: string;
  readonly keys: readonly string[];
  readonly properties: readonly Property[];
  readonly navigation: readonly Navigation[];
  /** Whether it describes a file (a media link entry). */
  readonly hasFile: boolean;
}

export interface ODataModel {
  /** Name of an entity set → its type; properties of base types are among those of a type. */
  readonly sets: ReadonlyMap<string, EntityType>;
  /** Qualified name → type. */
  readonly types: ReadonlyMap<string, EntityType>;
}

interface DraftType {
  readonly name: string;
  readonly base: string;
  readonly hasFile: boolean;
  readonly keys: string[];
  readonly properties: Property[];
  readonly navigation: DraftNavigation[];
}

interface DraftNavigation {
  readonly name: string;
  readonly type?: string;
  /** In CSDL 3: the association, and the role of the other end. */
  readonly relationship?: string;
  readonly toRole?: string;
  foreignKey?: string;
}

interface Association {
  /** Role → qualified type, and whether there may be several. */
  readonly ends: Map<string, { readonly type: string; readonly isMany: boolean }>;
  dependent?: { readonly role: string; properties: string[] };
}

/**
 * @param name how messages call it
 * @throws {SourceError} when it is no sound XML, or holds no model
 */
export function readMetadata(text: string, name: string): ODataModel {
  const reader = new MetadataReader();
  readXml(text, name, reader);
  const model = reader.model();
  if (model.types.size > 0) return model;
  throw new SourceError(`${name}: holds no model of OData (no EntityType); it should be the service's $metadata`);
}

class MetadataReader {
  readonly #types = new Map<string, DraftType>();
  readonly #associations = new Map<string, Association>();
  readonly #sets = new Map<string, string>();
  /** Alias of a schema → its namespace. */
  readonly #aliases = new Map<string, string>();
  readonly #path: string[] = [];
  #namespace = "";
  #type: DraftType | undefined;
  #association: Association | undefined;
  #inDependent = false;

  open(element: XmlElement): void {
    const parent = this.#path.at(-1);
    this.#path.push(element.local);
    const value = (name: string): string => element.attribute(name) ?? "";
    switch (element.local) {
      case "Schema":
        this.#namespace = value("Namespace");
        if (value("Alias") !== "") this.#aliases.set(value("Alias"), this.#namespace);
        break;
      case "EntityType":
        this.#type = draftOf(element);
        this.#types.set(`${this.#namespace}.${this.#type.name}`, this.#type);
        break;
      case "Property":
        if (parent === "EntityType") this.#type?.properties.push(propertyOf(element));
        break;
      case "NavigationProperty":
        this.#type?.navigation.push(navigationOf(element));
        break;
      case "PropertyRef":
        if (parent === "Key") this.#type?.keys.push(value("Name"));
        else if (this.#inDependent) this.#association?.dependent?.properties.push(value("Name"));
        break;
      case "ReferentialConstraint": {
        const navigation = this.#type?.navigation.at(-1);
        if (parent === "NavigationProperty" && navigation !== undefined) navigation.foreignKey = value("Property");
        break;
      }
      case "Association":
        this.#association = { ends: new Map() };
        this.#associations.set(`${this.#namespace}.${value("Name")}`, this.#association);
        break;
      case "End":
        this.#association?.ends.set(value("Role"), { type: value("Type"), isMany: value("Multiplicity") === "*" });
        break;
      case "Dependent":
        if (this.#association !== undefined) this.#association.dependent = { role: value("Role"), properties: [] };
        this.#inDependent = true;
        break;
      case "EntitySet":
        this.#sets.set(value("Name"), value("EntityType"));
        break;
      default:
    }
  }

  close(): void {
    const local = this.#path.pop();
    if (local === "EntityType") this.#type = undefined;
    else if (local === "Association") this.#association = undefined;
    else if (local === "Dependent") this.#inDependent = false;
  }

  model(): ODataModel {
    const types = new Map<string, EntityType>();
    for (const name of this.#types.keys()) types.set(name, this.#complete(name));
    const sets = new Map<string, EntityType>();
    for (const [set, type] of this.#sets) {
      const found = types.get(this.#qualified(type));
      if (found !== undefined) sets.set(set, found);
    }
    return { sets, types };
  }

  /** A type with what it has of its base types. */
  #complete(name: string): EntityType {
    const line: DraftType[] = [];
    for (let at = this.#types.get(name); at !== undefined && !line.includes(at);) {
      line.unshift(at);
      at = this.#types.get(this.#qualified(at.base));
    }
    return {
      name: line.at(-1)?.name ?? name,
      keys: line.flatMap((type) => type.keys),
      properties: line.flatMap((type) => type.properties),
      navigation: line.flatMap((type) => type.navigation.map((each) => this.#navigation(each))),
      hasFile: line.some((type) => type.hasFile),
    };
  }

  #navigation({ name, type, relationship = "", toRole = "", foreignKey }: DraftNavigation): Navigation {
    if (type !== undefined) {
      const { inner, isCollection } = element(type);
      const key = foreignKey === undefined || foreignKey === "" ? {} : { foreignKey };
      return { name, target: this.#qualified(inner), isCollection, ...key };
    }
    const association = this.#associations.get(this.#qualified(relationship));
    const end = association?.ends.get(toRole);
    const { dependent } = association ?? {};
    const [key, ...others] = dependent !== undefined && dependent.role !== toRole ? dependent.properties : [];
    return {
      name,
      target: this.#qualified(end?.type ?? ""),
      isCollection: end?.isMany ?? false,
      ...(key === undefined || others.length > 0 ? {} : { foreignKey: key }),
    };
  }

  /** A name whose namespace may be given by its alias. */
  #qualified(name: string): string {
    const dot = name.lastIndexOf(".");
    const namespace = name.slice(0, Math.max(0, dot));
    return `${this.#aliases.get(namespace) ?? namespace}.${name.slice(dot + 1)}`;
  }
}

function draftOf(of: XmlElement): DraftType {
  const hasFile = of.attribute("HasStream") ?? of.attribute("HasStream", DATA_SERVICES);
  return {
    name: of.attribute("Name") ?? "",
    base: of.attribute("BaseType") ?? "",
    hasFile: hasFile === "true",
    keys: [],
    properties: [],
    navigation: [],
  };
}

function propertyOf(of: XmlElement): Property {
  const { inner, isCollection } = element(of.attribute("Type") ?? "Edm.String");
  return {
    name: of.attribute("Name") ?? "",
    type: inner,
    isCollection,
    nullable: of.attribute("Nullable") !== "false",
  };
}

function navigationOf(of: XmlElement): DraftNavigation {
  const name = of.attribute("Name") ?? "";
  const type = of.attribute("Type");
  if (type !== undefined) return { name, type };
  return { name, relationship: of.attribute("Relationship") ?? "", toRole: of.attribute("ToRole") ?? "" };
}

/** `Collection(NS.Persoon)` → `NS.Persoon`. */
function element(type: string): { inner: string; isCollection: boolean } {
  const inner = /^Collection\((.*)\)$/.exec(type)?.[1];
  return { inner: inner ?? type, isCollection: inner !== undefined };
}

/** Namespace of `m:` in the metadata of OData 3. */
const DATA_SERVICES = "http://schemas.microsoft.com/ado/2007/08/dataservices/metadata";
