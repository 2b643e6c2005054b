/** `$metadata` and the service document of the test's service. */
import type { Form } from "./server-forms.js";
import type { Version } from "./server-filter.js";
import type { Table, Tables } from "./tables.js";

export function metadataXml(tables: Tables, version: Version): string {
  return version === "v4" ? edmx4(tables) : edmx3(tables);
}

export function serviceDocument(tables: Tables, form: Form, root: string): string {
  const sets = Object.keys(tables);
  if (form === "verbose") return JSON.stringify({ d: { EntitySets: sets } });
  if (form === "light") {
    return JSON.stringify({ "odata.metadata": `${root}$metadata`, value: sets.map((name) => ({ name, url: name })) });
  }
  if (form === "v4") {
    const value = sets.map((name) => ({ name, kind: "EntitySet", url: name }));
    return JSON.stringify({
      "@odata.context": `${root}$metadata`,
      value: [...value, { name: "Nu", kind: "FunctionImport", url: "Nu" }],
    });
  }
  const collections = sets.map(
    (name) => `<collection href="${name}"><a:title type="text">${name}</a:title></collection>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?><service xml:base="${root}" xmlns="http://www.w3.org/2007/app" xmlns:a="http://www.w3.org/2005/Atom"><workspace><a:title type="text">Default</a:title>${collections.join("")}</workspace></service>`;
}

function edmx4(tables: Tables): string {
  const types = Object.entries(tables).map(([set, table]) => {
    const navigation = Object.entries(table.relations).map(([name, { to, isMany, foreignKey }]) => {
      const type = isMany ? `Collection(TK.${to})` : `TK.${to}`;
      const constraint =
        foreignKey === undefined ? "" : `<ReferentialConstraint Property="${foreignKey}" ReferencedProperty="Id" />`;
      return `<NavigationProperty Name="${name}" Type="${type}">${constraint}</NavigationProperty>`;
    });
    const stream = table.hasFile === true ? ' HasStream="true"' : "";
    return `<EntityType Name="${set}"${stream}>${keyXml(table)}${columnsXml(table, "v4")}${navigation.join("")}</EntityType>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?><edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices><Schema Namespace="TK" xmlns="http://docs.oasis-open.org/odata/ns/edm">${types.join("")}${containerXml(tables)}</Schema></edmx:DataServices></edmx:Edmx>`;
}

/** In version 3 relations are associations with two ends, in a schema of their own here, as services write them. */
function edmx3(tables: Tables): string {
  const associations: string[] = [];
  const types = Object.entries(tables).map(([set, table]) => {
    const navigation = Object.entries(table.relations).map(([name, { to, isMany, foreignKey }]) => {
      const association = `${set}_${name}`;
      const ends = `<End Type="TK.${set}" Role="Here" Multiplicity="*" /><End Type="TK.${to}" Role="There" Multiplicity="${isMany ? "*" : "0..1"}" />`;
      const constraint =
        foreignKey === undefined
          ? ""
          : `<ReferentialConstraint><Principal Role="There"><PropertyRef Name="Id" /></Principal><Dependent Role="Here"><PropertyRef Name="${foreignKey}" /></Dependent></ReferentialConstraint>`;
      associations.push(`<Association Name="${association}">${ends}${constraint}</Association>`);
      return `<NavigationProperty Name="${name}" Relationship="TK.${association}" ToRole="There" FromRole="Here" />`;
    });
    const stream = table.hasFile === true ? ' m:HasStream="true"' : "";
    return `<EntityType Name="${set}"${stream}>${keyXml(table)}${columnsXml(table, "v3")}${navigation.join("")}</EntityType>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?><edmx:Edmx Version="1.0" xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx"><edmx:DataServices m:DataServiceVersion="3.0" m:MaxDataServiceVersion="3.0" xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"><Schema Namespace="TK" xmlns="http://schemas.microsoft.com/ado/2009/11/edm">${types.join("")}${associations.join("")}</Schema><Schema Namespace="Default" xmlns="http://schemas.microsoft.com/ado/2009/11/edm">${containerXml(tables)}</Schema></edmx:DataServices></edmx:Edmx>`;
}

function keyXml({ key = ["Id"] }: Table): string {
  return `<Key>${key.map((name) => `<PropertyRef Name="${name}" />`).join("")}</Key>`;
}

function columnsXml({ columns, key = ["Id"] }: Table, version: Version): string {
  return Object.entries(columns)
    .map(([name, type]) => {
      const edm = version === "v3" && type === "Edm.DateTimeOffset" ? "Edm.DateTime" : type;
      return `<Property Name="${name}" Type="${edm}"${key.includes(name) ? ' Nullable="false"' : ""} />`;
    })
    .join("");
}

function containerXml(tables: Tables): string {
  const sets = Object.keys(tables).map((set) => `<EntitySet Name="${set}" EntityType="TK.${set}" />`);
  return `<EntityContainer Name="Container">${sets.join("")}</EntityContainer>`;
}
