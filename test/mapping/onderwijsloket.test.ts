import { Parser } from "n3";
import { Store } from "oxigraph";
import { describe, expect, test } from "vitest";
import { BASE_TOKEN, withBase } from "#src/rdf/base.js";
import { plainQuad, quadToLine } from "#src/rdf/nquads.js";
import { prefixesFor } from "#src/rdf/prefixes.js";
import { BASE, published } from "./loket.js";

const PREFIXES = Object.entries(prefixesFor(BASE_TOKEN)).map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>\n`);

/** Turtle, in which `/id/…` stands for an IRI of ours, as sorted statements without full stop. */
function turtle(text: string): string[] {
  const whole = withBase(PREFIXES.join("") + text, BASE).replaceAll("</id/", `<${BASE}/id/`);
  const lines = new Parser().parse(whole).map((q) => quadToLine(plainQuad(q)).replace(/ \.\n$/, ""));
  return lines.sort();
}

// Ids are made up, but for those of articles, which Onderwijsloket's documentation prints.
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const VAVO = "01f90101-9f1c-4241-a7e8-0a1d60d7fa5d";

const paragraph = (...texts: string[]): object => ({
  type: "paragraph",
  content: texts.map((text) => ({ type: "text", text })),
});
const point = (...coordinates: number[]): object => ({ type: "Point", coordinates });

describe("an article", () => {
  const article = {
    id: VAVO,
    status: "published",
    title: "Wat is het vavo?",
    slug: "wat-is-het-vavo",
    path: "/kennisbank/artikelen/wat-is-het-vavo",
    summary: "Heb je interesse in (werken in) het volwassenenonderwijs?",
    body: {
      type: "doc",
      content: [
        { type: "relation-block", attrs: { id: "5689a87a", junction: "articles_editor_nodes", collection: "buttons" } },
        paragraph("Hello ", "world!"),
        paragraph("Nog een regel."),
      ],
    },
    editor_nodes: [{ id: "5689a87a", collection: "buttons", item: null }],
    seo: { title: "Vavo" },
    date_created: "2023-03-01T09:30:00.000Z",
    date_updated: null,
    faqs: [{ id: 7, faqs_id: { id: id(1), question: "Wat is het vavo?" } }],
    authors: [{ authors_id: id(2) }],
    sources: [{ sources_id: { id: id(3) } }],
    documents: [],
    topics: [{ topics_id: { id: id(4), slug: "vavo" } }, { topics_id: null }],
    sectors: [{ sectors_id: id(5) }],
  };

  test("has its texts in Dutch, its links, and the lines of its document", async () => {
    const { statements, findings } = await published("articles", [article]);
    expect(findings).toEqual([]);
    expect(statements).toEqual(
      turtle(`</id/loket/artikel/${VAVO}> a schema:Article ;
        schema:headline "Wat is het vavo?"@nl ; ond:slug "wat-is-het-vavo" ; dct:identifier "${VAVO}" ;
        schema:abstract "Heb je interesse in (werken in) het volwassenenonderwijs?"@nl ;
        schema:articleBody "Hello world!\\nNog een regel."@nl ; schema:inLanguage "nl" ;
        schema:url <https://onderwijsloket.com/kennisbank/artikelen/wat-is-het-vavo> ;
        dct:created "2023-03-01T09:30:00Z"^^xsd:dateTime ;
        schema:mentions </id/loket/vraag/${id(1)}> ; schema:author </id/loket/auteur/${id(2)}> ;
        schema:citation </id/loket/bron/${id(3)}> ; schema:about </id/begrip/loket-topics/${id(4)}> ;
        ond:sector </id/begrip/loket-sectors/${id(5)}> .`),
    );
  });

  test("in English has its texts in English", async () => {
    const { statements } = await published("articles", [{ id: VAVO, title: "What is vavo?", english: true }]);
    const s = `</id/loket/artikel/${VAVO}>`;
    expect(statements).toEqual(
      turtle(
        `${s} a schema:Article ; dct:identifier "${VAVO}" ; schema:headline "What is vavo?"@en ; schema:inLanguage "en" .`,
      ),
    );
  });

  test("that is not published makes nothing", async () => {
    expect(await published("articles", [{ ...article, status: "draft" }])).toMatchObject({
      statements: [],
      findings: [],
    });
  });
});

const programme = {
  id: id(10),
  title: "Fictieve lerarenopleiding",
  path: "/opleidingen/fictief",
  level: "post-graduate",
  type: "Kopopleiding",
  degree: null,
  hovi_id: 4711,
  kiesmbo_id: "",
  vendor: "onderwijsloket",
  educational_institutions: [{ educational_institutions_id: { id: id(11), title: "x" } }],
  locations: [{ locations_id: id(12) }],
  program_forms: [{ id: id(13), url: "x" }],
  qualifications: [{ qualifications_id: { id: id(14) } }],
};
const place = {
  id: id(12),
  title: "Fictief gebouw",
  address: "Fictieve Straat 1",
  zip: "3511 ZZ",
  city: "Utrecht",
  country: "NL",
  location_geopoint: point(5.125, 52.09),
  opening_hours: [{ id: id(15) }],
  vendor: "onderwijsloket",
};

/** Institution 11 is known by another URI. */
const aliases = (path: string): string => path.replace(`/id/loket/instelling/${id(11)}`, "/id/instelling/99XX");

describe("a programme and its location", () => {
  test("say who offers it, at which level, and under which number of others; a new concept is described", async () => {
    const { statements, findings } = await published("programs", [programme], aliases);
    expect(findings).toEqual([]);
    expect(statements).toEqual(
      turtle(`</id/loket/opleiding/${id(10)}> a ond:Opleiding ; dct:identifier "${id(10)}" ;
        schema:name "Fictieve lerarenopleiding" ; schema:url <https://onderwijsloket.com/opleidingen/fictief> ;
        ond:leverancier </id/begrip/leverancier/onderwijsloket> ;
        ond:opleidingsniveau </id/begrip/opleidingsniveau/post-graduate> ;
        ond:opleidingstype </id/begrip/opleidingstype/kopopleiding> ;
        schema:provider </id/instelling/99XX> ; schema:location </id/loket/locatie/${id(12)}> ;
        ond:heeftVariant </id/loket/opleidingsvariant/${id(13)}> ;
        ond:kwalificatie </id/begrip/loket-qualifications/${id(14)}> ;
        adms:identifier </id/loket/opleiding/${id(10)}#id-hovi-id-4711> .
      </id/loket/opleiding/${id(10)}#id-hovi-id-4711> a adms:Identifier ; skos:notation "4711" ;
        dct:type </id/begrip/identificatietype/hovi-id> .
      </id/begrip/opleidingstype/kopopleiding> a skos:Concept ; skos:notation "Kopopleiding" ;
        skos:prefLabel "Kopopleiding"@nl ; skos:inScheme </id/begrippenlijst/opleidingstype> .`),
    );
  });

  test("say where: coordinates on the place itself, its address and geometry as parts of it", async () => {
    const s = `/id/loket/locatie/${id(12)}`;
    const { statements, findings } = await published("locations", [place]);
    expect(findings).toEqual([]);
    expect(statements).toEqual(
      turtle(`<${s}> a schema:Place, ond:Leslocatie ; dct:identifier "${id(12)}" ; schema:name "Fictief gebouw" ;
        ond:leverancier </id/begrip/leverancier/onderwijsloket> ;
        wgs:lat 52.09 ; wgs:long 5.125 ; schema:address <${s}#adres> ; geo:hasGeometry <${s}#geometrie> .
      <${s}#adres> a schema:PostalAddress, locn:Address ; schema:streetAddress "Fictieve Straat 1" ;
        schema:postalCode "3511ZZ" ; schema:addressLocality "Utrecht" ; schema:addressCountry "NL" .
      <${s}#geometrie> a geo:Geometry ; geo:asWKT "POINT(5.125 52.09)"^^geo:wktLiteral .`),
    );
  });

  test("have no address and no geometry without their fields", async () => {
    const { statements } = await published("locations", [{ id: id(12), address: " ", location_geopoint: null }]);
    expect(statements.filter((line) => line.includes("#") && /adres|geo/.test(line))).toEqual([]);
  });
});

describe("an institution", () => {
  const row = { id: id(11), title: "Fictieve Hogeschool", type: "hogeschool", programs: [{ programs_id: id(10) }] };
  const about = `dct:identifier "${id(11)}" ; schema:name "Fictieve Hogeschool" ;
    ond:instellingstype </id/begrip/instellingstype/hogeschool> .`;

  test("with a BRIN is the institution of that BRIN", async () => {
    const rio = "<http://lod.onderwijsregistratie.nl/rio/id/Onderwijsinstellingserkenning/99XX>";
    const { statements } = await published("educational_institutions", [{ ...row, brin_code: "99xx", hovi_id: "12" }]);
    expect(statements).toEqual(
      turtle(`</id/instelling/99XX> a ond:Onderwijsinstelling ; ond:brin "99XX" ; schema:sameAs ${rio} ;
        adms:identifier </id/instelling/99XX#id-hovi-id-12> ; ${about}
      </id/instelling/99XX#id-hovi-id-12> a adms:Identifier ; skos:notation "12" ; dct:type </id/begrip/identificatietype/hovi-id> .
      </id/loket/opleiding/${id(10)}> schema:provider </id/instelling/99XX> .`),
    );
  });

  test.each([null, "geen"])("without a BRIN that can be used (%s) has the URI of its id", async (brin_code) => {
    const s = `</id/loket/instelling/${id(11)}>`;
    const { statements, findings } = await published("educational_institutions", [{ ...row, brin_code }]);
    expect(findings.map(({ field, value }) => [field, value])).toEqual(brin_code === null ? [] : [["brin", "geen"]]);
    expect(statements).toEqual(
      turtle(`${s} a ond:Onderwijsinstelling ; ${about} </id/loket/opleiding/${id(10)}> schema:provider ${s} .`),
    );
  });
});

test("a route has its steps, its duration and the answers it requires", async () => {
  const route = {
    id: id(20),
    title: "Zij-instroom",
    path: "/routes/zij-instroom",
    duration_in_months: 24,
    route_steps: [{ route_steps_id: { id: id(21), short_title: "Opleiding", duration_in_months: 18 } }],
    requires_answers: [{ route_answers_id: id(22) }],
  };
  const routes = await published("routes", [route]);
  expect(routes.statements).toEqual(
    turtle(`</id/loket/route/${id(20)}> a ond:Route ; dct:identifier "${id(20)}" ; schema:name "Zij-instroom"@nl ;
      schema:url <https://onderwijsloket.com/routes/zij-instroom> ; ond:duurInMaanden 24 ;
      ond:stap </id/loket/routestap/${id(21)}> ; ond:vereistAntwoord </id/loket/routeantwoord/${id(22)}> .`),
  );
  const steps = await published("route_steps", [{ id: id(21), short_title: "Opleiding", duration_in_months: 18 }]);
  expect(steps.statements).toEqual(
    turtle(`</id/loket/routestap/${id(21)}> a ond:Routestap ; dct:identifier "${id(21)}" ; ond:duurInMaanden 18 ;
      schema:name "Opleiding"@nl ; schema:alternateName "Opleiding"@nl .`),
  );
  expect([routes.findings, steps.findings]).toEqual([[], []]);
});

test("a question has its answer as a part of it", async () => {
  const s = `/id/loket/vraag/${id(30)}`;
  const row = { id: id(30), question: "Wat is het vavo?", answer: { type: "doc", content: [paragraph("Onderwijs.")] } };
  expect((await published("faqs", [row])).statements).toEqual(
    turtle(`<${s}> a schema:Question ; dct:identifier "${id(30)}" ; schema:name "Wat is het vavo?"@nl ;
      schema:acceptedAnswer <${s}#antwoord> . <${s}#antwoord> a schema:Answer ; schema:text "Onderwijs."@nl .`),
  );
});

describe("a video", () => {
  const row = {
    id: id(40),
    title: "Film",
    duration: 125,
    body: "Tekst",
    video: id(41),
    profiles: [{ profiles_id: id(42) }],
  };
  const known = `</id/loket/video/${id(40)}> a schema:VideoObject ; dct:identifier "${id(40)}" ; schema:name "Film"@nl ;
    schema:duration "PT2M5S"^^xsd:duration ; schema:actor </id/loket/profiel/${id(42)}> ;`;
  const film = `https://res.cloudinary.com/onderwijsin/video/upload/onderwijsloket-directus/production/${id(41)}`;

  test("has its text and its film once it is published", async () => {
    const { statements } = await published("videos", [{ ...row, publication_date: "2026-11-22T00:30:00" }]);
    expect(statements).toEqual(
      turtle(
        `${known} schema:datePublished "2026-11-22"^^xsd:date ; schema:description "Tekst"@nl ; schema:contentUrl <${film}> .`,
      ),
    );
  });

  test("is known by its metadata alone before", async () => {
    const { statements, records } = await published("videos", [{ ...row, publication_date: "2026-11-23" }]);
    expect(statements).toEqual(turtle(`${known} schema:datePublished "2026-11-23"^^xsd:date .`));
    expect(records[0]).not.toHaveProperty("tekst");
  });
});

test("a topic is a concept of its collection's scheme, and a sector has other names", async () => {
  const topics = await published("topics", [{ id: id(4), name: "Vavo", path: "/onderwerpen/vavo", slug: "vavo" }]);
  expect(topics.statements).toEqual(
    turtle(`</id/begrip/loket-topics/${id(4)}> a skos:Concept ; skos:inScheme </id/begrippenlijst/loket-topics> ;
      skos:prefLabel "Vavo"@nl ; dct:identifier "${id(4)}" ; ond:slug "vavo" ; schema:url <https://onderwijsloket.com/onderwerpen/vavo> .`),
  );
  const sectors = await published("sectors", [{ id: id(5), title: "Voortgezet onderwijs", alt_names: ["vo"] }]);
  expect(sectors.statements).toEqual(
    turtle(`</id/begrip/loket-sectors/${id(5)}> a skos:Concept ; skos:inScheme </id/begrippenlijst/loket-sectors> ;
      skos:prefLabel "Voortgezet onderwijs"@nl ; skos:altLabel "vo"@nl ; dct:identifier "${id(5)}" .`),
  );
});

test.each([
  ["authors", "auteur", { first_name: "Anna", name: "Anna Fictief", job_title: "Adviseur" }],
  ["profiles", "profiel", { first_name: "Anna", last_name: "Fictief" }],
  ["podcast_hosts", "podcasthost", { first_name: "Anna", last_name: "Fictief" }],
])("a person in %s has a name", async (collection, kind, row) => {
  const { statements } = await published(collection, [{ id: id(50), ...row }]);
  expect(statements).toEqual(
    expect.arrayContaining(turtle(`</id/loket/${kind}/${id(50)}> a schema:Person ; schema:name "Anna Fictief" .`)),
  );
});

const desk = {
  id: id(60),
  title: "Fictief regioloket",
  email: "info@regioloket.example",
  regions: ["Utrecht", "'t Gooi"],
  has_consultation_service: true,
  area: { id: id(61) },
};
const area = {
  id: id(61),
  title: "Fictief werkgebied",
  area_center: point(5.2, 52.1),
  area_bounds: {
    type: "Polygon",
    coordinates: [
      [
        [5, 52],
        [5.5, 52],
        [5.5, 52.5],
        [5, 52],
      ],
    ],
  },
  area_inner: { type: "MultiPoint", coordinates: [[5, 52]] },
};

test("a regional desk serves an area, which has a centre and bounds", async () => {
  const s = `/id/loket/werkgebied/${id(61)}`;
  const desks = await published("regional_education_desks", [desk]);
  expect(desks.statements).toEqual(
    turtle(`</id/loket/regioloket/${id(60)}> a ond:Regioloket ; dct:identifier "${id(60)}" ; schema:name "Fictief regioloket" ;
      schema:email "info@regioloket.example" ; ond:regionaam "Utrecht", "'t Gooi" ; ond:heeftAdviesgesprek true ;
      ond:werkgebied <${s}> .`),
  );
  const areas = await published("areas", [area]);
  expect(areas.statements).toEqual(
    turtle(`<${s}> a ond:Werkgebied ; dct:identifier "${id(61)}" ; schema:name "Fictief werkgebied" ; wgs:lat 52.1 ; wgs:long 5.2 ;
      geo:hasCentroid <${s}#middelpunt> ; geo:hasGeometry <${s}#geometrie> .
    <${s}#middelpunt> a geo:Geometry ; geo:asWKT "POINT(5.2 52.1)"^^geo:wktLiteral .
    <${s}#geometrie> a geo:Geometry ; geo:asWKT "POLYGON((5 52,5.5 52,5.5 52.5,5 52))"^^geo:wktLiteral .`),
  );
  expect([desks.findings, areas.findings]).toEqual([[], []]);
});

test("programmes near Utrecht, and desks near a school, can be asked for (MODEL §4, questions 4 and 25)", async () => {
  const school = { id: id(11), title: "Fictieve School", brin_code: "99XX", locations: [{ locations_id: id(12) }] };
  const all = await Promise.all([
    published("programs", [programme]),
    published("locations", [place]),
    published("educational_institutions", [school]),
    published("regional_education_desks", [desk]),
    published("areas", [area]),
  ]);
  const store = new Store();
  const lines = all.flatMap(({ statements }) => statements.map((line) => `${line} .\n`));
  store.load(lines.join(""), { format: "application/n-triples" });
  const answer = (where: string): string[] => {
    const rows = store.query(withBase(`${PREFIXES.join("")}SELECT DISTINCT ?naam WHERE { ${where} }`, BASE));
    return (rows as Map<string, { value: string }>[]).map((row) => row.get("naam")?.value ?? "");
  };
  expect(
    answer(`?opleiding a ond:Opleiding ; schema:name ?naam ; schema:location ?locatie . ?locatie wgs:lat ?lat ; wgs:long ?lon .
      BIND((?lat - 52.0907)*111.2 AS ?dy) BIND((?lon - 5.1214)*111.2*0.6143 AS ?dx)
      BIND(?dx*?dx + ?dy*?dy AS ?km2) FILTER(?km2 <= 1600)`),
  ).toEqual(["Fictieve lerarenopleiding"]);
  expect(
    answer(`<${BASE}/id/instelling/99XX> schema:location? ?p . ?p wgs:lat ?la ; wgs:long ?lo .
      ?loket a ond:Regioloket ; schema:name ?naam ; ond:werkgebied ?w . ?w wgs:lat ?lb ; wgs:long ?lob .
      BIND((?la-?lb)*111.2 AS ?dy) BIND((?lo-?lob)*68.3 AS ?dx) BIND(?dx*?dx+?dy*?dy AS ?d2) FILTER(?d2 < 100)`),
  ).toEqual(["Fictief regioloket"]);
});
