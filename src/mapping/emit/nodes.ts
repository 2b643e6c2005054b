/** Nodes of a mapping that is written out: properties with IRIs, texts and nested nodes. */
import { DataFactory, type Quad_Object, Writer } from "n3";
import type { Term } from "../../rdf/terms.js";

export interface Property {
  readonly predicate: string;
  readonly object: Term | Node;
}

/** A blank node with its properties. */
export interface Node {
  readonly properties: readonly Property[];
}

export const iri = (value: string): Term => ({ termType: "NamedNode", value });
export const text = (value: string): Term => ({
  termType: "Literal",
  value,
  language: "",
  datatype: { termType: "NamedNode", value: "http://www.w3.org/2001/XMLSchema#string" },
});

export interface Named {
  readonly id: string;
  readonly properties: readonly Property[];
}

/** Turtle with the blank nodes in place, as people write mappings. */
export function turtle(nodes: readonly Named[], prefixes: Readonly<Record<string, string>>): string {
  const writer = new Writer({ prefixes: { ...prefixes } });
  const object = (value: Term | Node): Quad_Object => {
    if ("properties" in value) {
      return writer.blank(
        value.properties.map((property) => ({
          predicate: DataFactory.namedNode(property.predicate),
          object: object(property.object),
        })),
      );
    }
    if (value.termType === "NamedNode") return DataFactory.namedNode(value.value);
    if (value.termType === "BlankNode") return DataFactory.blankNode(value.value);
    const type = value.language === "" ? DataFactory.namedNode(value.datatype.value) : value.language;
    return DataFactory.literal(value.value, type);
  };
  for (const { id, properties } of nodes) {
    for (const property of properties) {
      writer.addQuad(DataFactory.namedNode(id), DataFactory.namedNode(property.predicate), object(property.object));
    }
  }
  let result = "";
  writer.end((_error, written: string) => {
    result = written;
  });
  return result;
}
