/** What the kind of a thing adds to its page: what stands above and below its facts, and what that tells already. */
import type { Site } from "../../http/site.js";
import type { Quad } from "../../rdf/terms.js";
import type { Ontology } from "../../resources/ontology.js";
import type { ResourceView } from "../../resources/resource-routes.js";
import { ofArea } from "./area-section.js";
import type { BroaderProperties } from "./broader-properties.js";
import {
  ConceptSection,
  LISTED_OF_CONCEPT,
  LISTED_OF_SCHEME,
  SchemeSection,
  stepsAbove,
  TOLD_OF_CONCEPT,
  TOLD_OF_SCHEME,
} from "./concept-section.js";
import { conceptsOf, SKOS } from "./concepts.js";
import { ofCube, ofSlice, ofUnit } from "../statistics/cube-parts.js";
import { QB } from "../statistics/cube-structure.js";
import { DatasetSection, TOLD_OF_DATASET } from "./dataset-section.js";
import { distributionsOf } from "./distributions.js";
import { MaskedMeasures } from "../statistics/masked.js";
import { ofBody, ofCase, ofDecision, ofPerson, ofVote } from "../parliament/parliament-parts.js";
import type { KindParts } from "./parts.js";

const DCAT = "http://www.w3.org/ns/dcat#";

/** The parts of the page about a thing, by its classes and what points to it; each is asked for at the same time. */
export async function partsOf(
  ontology: Ontology,
  broader: BroaderProperties,
  view: ResourceView,
  types: readonly string[],
): Promise<KindParts[]> {
  const { site } = view;
  const parts: Promise<KindParts>[] = [];
  const is = (type: string): boolean => types.includes(type);
  const tk = `${site.base}/def/parlement#`;
  if (is(`${tk}Zaak`)) parts.push(ofCase(site, view));
  if (is(`${tk}Besluit`)) parts.push(ofDecision(site, view));
  if (is(`${tk}Stemming`)) parts.push(ofVote(site, view));
  if (is(`${tk}Persoon`)) parts.push(ofPerson(site, view));
  if (is(`${tk}Fractie`) || is(`${tk}Commissie`)) parts.push(ofBody(site, view));
  if (is(`${QB}DataSet`)) parts.push(ofCube(ontology, site, view));
  if (is(`${QB}Slice`)) parts.push(ofSlice(ontology, site, view));
  if (is(`${DCAT}Dataset`)) parts.push(ofDataset(site, view));
  if (is(`${SKOS}ConceptScheme`)) parts.push(ofScheme(site, view));
  if (is(`${SKOS}Concept`)) parts.push(Promise.resolve(ofConcept(view)));
  if (is(`${QB}Observation`)) parts.push(Promise.resolve(ofObservation(site, view)));
  // What points here tells whether there is anything to ask for.
  const unit = `${site.base}/def/onderwijs#eenheid`;
  if (view.inbound.some(({ predicate }) => predicate === unit)) parts.push(ofUnit(ontology, site, view));
  if (["Gemeente", "Provincie", "Regio"].some((name) => is(`${site.base}/def/onderwijs#${name}`))) {
    parts.push(ofArea(site, view, broader));
  }
  return Promise.all(parts);
}

async function ofDataset(site: Site, { description }: ResourceView): Promise<KindParts> {
  const { iri } = description;
  const distributions = await distributionsOf(site, iri);
  const all = description.quads.filter((q) => q.subject.value === iri && q.predicate.value === `${DCAT}distribution`);
  const areAllShown = all.every(({ object }) => distributions.iris.includes(object.value));
  const objects = distributions.quads.flatMap(({ object }) => (object.termType === "NamedNode" ? [object.value] : []));
  return {
    named: objects,
    told: areAllShown ? new Set([...TOLD_OF_DATASET, `${DCAT}distribution`]) : TOLD_OF_DATASET,
    leavesRest: true,
    above: (context) => <DatasetSection dataset={iri} distributions={distributions} context={context} />,
  };
}

async function ofScheme(site: Site, view: ResourceView): Promise<KindParts> {
  const concepts = await conceptsOf(site, view.description.iri, view.language);
  return {
    told: TOLD_OF_SCHEME,
    listed: LISTED_OF_SCHEME,
    above: () => <SchemeSection concepts={concepts} view={view} />,
  };
}

function ofConcept(view: ResourceView): KindParts {
  return {
    told: TOLD_OF_CONCEPT,
    listed: LISTED_OF_CONCEPT,
    trail: (context) => stepsAbove(view, context),
    above: (context) => <ConceptSection view={view} context={context} />,
  };
}

function ofObservation(site: Site, { description }: ResourceView): KindParts {
  const ond = `${site.base}/def/onderwijs#`;
  const own = description.quads.filter(({ subject }) => subject.value === description.iri);
  const valuesOf = (property: string): string[] => [
    ...new Set(own.filter(({ predicate }) => predicate.value === property).map(({ object }) => object.value)),
  ];
  const [cube] = valuesOf(`${QB}dataSet`);
  const property = `${ond}gemaskeerdeMaat`;
  const measures = valuesOf(property);
  return {
    ...(cube === undefined
      ? {}
      : { title: ({ names }) => `${names(cube)}: ${dimensionsOf(own, ond, property).map(names).join(", ")}` }),
    ...(measures.length === 0
      ? {}
      : {
          told: new Set([property]),
          above: (context) => <MaskedMeasures measures={measures} context={context} />,
        }),
  };
}

/** What an observation is about, and where along the dimensions it is: whom first, then when. */
function dimensionsOf(own: readonly Quad[], ond: string, masked: string): string[] {
  const first = [`${ond}eenheid`, `${ond}schooljaar`];
  const found = own.filter(
    ({ predicate, object }) =>
      object.termType === "NamedNode" && predicate.value.startsWith(ond) && predicate.value !== masked,
  );
  const rest = found.filter(({ predicate }) => !first.includes(predicate.value));
  const inOrder = [...first.flatMap((each) => found.filter(({ predicate }) => predicate.value === each)), ...rest];
  return [...new Set(inOrder.map(({ object }) => object.value))];
}
