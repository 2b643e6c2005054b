/** The services of the catalogue: ways by which a program gets at the graphs, beside downloads (DCAT 3 §6.9, `dcat:DataService`). */
import { graphIri } from "../../archive/graph-name.js";
import { DCAT, DCT, type Statements } from "../statements.js";

/** The SPARQL endpoint, as its own description calls it. */
export const SPARQL_SERVICE = "/sparql#service";

interface CatalogueService {
  /** Its IRI, under the base IRI, whose document tells of it. */
  readonly iri: string;
  /** Its address under the base IRI; a GET of it describes the service. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  /** What it speaks. */
  readonly standard: string;
  readonly keyword: string;
  /** Which graphs it tells of; without it all. */
  readonly serves?: (graphPath: string) => boolean;
}

const SERVICES: readonly CatalogueService[] = [
  {
    iri: SPARQL_SERVICE,
    path: "/sparql",
    title: "SPARQL-endpoint van de Onderwijsgraaf",
    description: "Alle grafen, te bevragen met SPARQL 1.1.",
    standard: "https://www.w3.org/TR/sparql11-protocol/",
    keyword: "SPARQL",
  },
  {
    iri: "/id/catalogus/hoofd#changes",
    path: "/changes",
    title: "Wijzigingen in de Onderwijsgraaf",
    description:
      "Alles wat ooit over een ding gezegd is, als Linked Data Event Stream: wie de stroom volgt, houdt een kopie gelijk.",
    standard: "https://w3id.org/ldes/specification",
    keyword: "LDES",
    serves: (path) => !`${path}/`.startsWith("/graph/meta/"),
  },
  {
    iri: "/id/catalogus/hoofd#reconcile",
    path: "/reconcile",
    title: "Koppelen met de Onderwijsgraaf",
    description: "Namen in een eigen tabel koppelen aan dingen in de graaf, met OpenRefine of een ander programma.",
    standard: "https://reconciliation-api.github.io/specs/0.2/",
    keyword: "reconciliation",
  },
];

/**
 * What the catalogue says of its services.
 *
 * @param about what is said of each as of the catalogue itself: who publishes it, its licence, its language, what it is about
 * @param graphs paths of the current graphs
 */
export function serviceLines(
  s: Statements,
  catalogue: string,
  about: (subject: string) => readonly string[],
  graphs: readonly string[],
): string[] {
  return SERVICES.flatMap(({ iri: service, path, title, description, standard, keyword, serves = () => true }) => {
    return [
      s.line(catalogue, `${DCAT}service`, s.node(service)),
      s.type(service, `${DCAT}DataService`),
      s.line(service, `${DCT}title`, s.text(title, "nl")),
      s.line(service, `${DCT}description`, s.text(description, "nl")),
      s.line(service, `${DCT}identifier`, s.text(`${s.base}${service}`)),
      s.line(service, `${DCAT}keyword`, s.text(keyword)),
      s.line(service, `${DCAT}endpointURL`, s.node(path)),
      s.line(service, `${DCAT}endpointDescription`, s.node(path)),
      s.line(service, `${DCT}conformsTo`, s.node(standard)),
      s.type(standard, `${DCT}Standard`),
      ...about(service),
      ...graphs.filter(serves).map((graph) => s.line(service, `${DCAT}servesDataset`, s.node(graphIri(s.base, graph)))),
    ];
  });
}
