/**
 * An OData v4 service on the loopback interface with many entities: COUNT. Pages of 250 in the order of change, with
 * `$filter=ApiGewijzigdOp ge …`; each is made when it is asked for: rows chosen from a table in memory, and written as JSON.
 * Prints its address. `POST /change` changes a hundred Zaken.
 */
import { createServer } from "node:http";

const count = Number(process.argv[2] ?? 100_000);
const PAGE = 250;

/** @param {string} kind @param {number} n */
function guid(kind, n) {
  const k = { Zaak: "1", Besluit: "2", Stemming: "3", Document: "4" }[kind] ?? "9";
  return `0000000${k}-0000-4000-8000-${String(n).padStart(12, "0")}`;
}

/** @param {number} n */
function moment(n) {
  return new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString().replace("Z", "4821Z");
}

/** @param {string} kind @param {number} n @param {number} changed */
function entity(kind, n, changed) {
  const common = { GewijzigdOp: "2026-01-05T10:11:12.123+01:00", ApiGewijzigdOp: moment(changed), Verwijderd: false };
  const id = { Id: guid(kind, n) };
  switch (kind) {
    case "Zaak":
      return {
        ...id,
        Nummer: `2026Z${n}`,
        Soort: ["Motie", "Amendement", "Brief regering", "Wetgeving"][n % 4],
        Titel: `Zaak ${n} over het onderwijs`,
        Citeertitel: null,
        Status: "Vrijgegeven",
        Onderwerp: `Onderwerp ${n} van de zaak, over scholen en leraren`,
        GestartOp: "2026-01-05T00:00:00+01:00",
        Organisatie: "Tweede Kamer",
        Vergaderjaar: "2025-2026",
        Volgnummer: n % 90,
        Afgedaan: n % 2 === 0,
        GrootProject: false,
        ...common,
      };
    case "Besluit":
      return {
        ...id,
        Agendapunt_Id: guid("Agendapunt", n),
        StemmingsSoort: "Met handopsteken",
        BesluitSoort: "Stemmen - aangenomen",
        BesluitTekst: "Aangenomen.",
        Opmerking: null,
        Status: "Besluit",
        AgendapuntZaakBesluitVolgorde: 1 + (n % 5),
        Zaak: [{ Id: guid("Zaak", n % 1000) }],
        ...common,
      };
    case "Stemming":
      return {
        ...id,
        Besluit_Id: guid("Besluit", Math.floor(n / 15)),
        Soort: n % 3 === 0 ? "Tegen" : "Voor",
        FractieGrootte: n % 30,
        ActorNaam: `Partij ${n % 15}`,
        ActorFractie: `P${n % 15}`,
        Vergissing: false,
        SidActorLid: null,
        SidActorFractie: `Sid${n % 15}`,
        Persoon_Id: null,
        Fractie_Id: guid("Fractie", n % 15),
        ...common,
      };
    default:
      return {
        ...id,
        DocumentNummer: `2026D${n}`,
        Soort: "Brief regering",
        Titel: `Document ${n}`,
        Onderwerp: `Brief over onderwerp ${n}`,
        Datum: "2026-01-05T00:00:00+01:00",
        Volgnummer: n % 90,
        Vergaderjaar: "2025-2026",
        Kamer: 2,
        ContentType: "application/pdf",
        ContentLength: 100_000 + n,
        HuidigeDocumentVersie_Id: guid("DocumentVersie", n),
        ...common,
      };
  }
}

const SHARES = { Zaak: 0.2, Besluit: 0.2, Stemming: 0.4, Document: 0.2 };
/** @typedef {{ n: number, entity: Record<string, unknown>, changed: string }} Row */
/** In the order of change. @type {Map<string, Row[]>} */
const sets = new Map();
let at = 0;
for (const [kind, share] of Object.entries(SHARES)) {
  const rows = Array.from({ length: Math.round(count * share) }, (_, n) => {
    at += 1;
    return { n, entity: entity(kind, n, at), changed: moment(at) };
  });
  sets.set(kind, rows);
}

const PROPERTIES = Object.entries(SHARES).map(([kind]) => {
  const sample = entity(kind, 0, 0);
  const lines = Object.entries(sample)
    .filter(([, value]) => !Array.isArray(value))
    .map(([name, value]) => {
      const type = /^(?:Id|.*_Id)$/.test(name)
        ? "Edm.Guid"
        : typeof value === "number"
          ? "Edm.Int32"
          : typeof value === "boolean"
            ? "Edm.Boolean"
            : /(?:Op|Datum)$/.test(name)
              ? "Edm.DateTimeOffset"
              : "Edm.String";
      return `<Property Name="${name}" Type="${type}"/>`;
    });
  const relation = kind === "Besluit" ? '<NavigationProperty Name="Zaak" Type="Collection(TK.Zaak)"/>' : "";
  return `<EntityType Name="${kind}"><Key><PropertyRef Name="Id"/></Key>${lines.join("")}${relation}</EntityType>`;
});
const METADATA = `<?xml version="1.0"?><edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices><Schema Namespace="TK" xmlns="http://docs.oasis-open.org/odata/ns/edm">${PROPERTIES.join("")}<EntityContainer Name="C">${[...sets.keys()].map((set) => `<EntitySet Name="${set}" EntityType="TK.${set}"/>`).join("")}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>`;

/** By bisection, as a database does that has an index of it. @param {readonly Row[]} rows @param {string} since */
function firstSince(rows, since) {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.changed ?? "") < since) low = middle + 1;
    else high = middle;
  }
  return low;
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  const path = decodeURIComponent(url.pathname);
  if (request.method === "POST") {
    const zaken = sets.get("Zaak") ?? [];
    for (let i = 0; i < 100; i += 1) {
      at += 1;
      const n = (i * 97) % zaken.length;
      const changed = { ...entity("Zaak", n, at), Titel: `Zaak ${n}, gewijzigd ${at}` };
      zaken[zaken.findIndex((row) => row.n === n)] = { n, entity: changed, changed: moment(at) };
    }
    zaken.sort((a, b) => (a.changed < b.changed ? -1 : 1));
    return void response.end("ok");
  }
  if (path.endsWith("/$metadata")) {
    return void response.writeHead(200, { "content-type": "application/xml" }).end(METADATA);
  }
  const name = /\/([A-Za-z]*)(\/\$count)?$/.exec(path);
  if (name?.[1] === "") {
    const value = [...sets.keys()].map((set) => ({ name: set, kind: "EntitySet", url: set }));
    response.writeHead(200, { "content-type": "application/json" });
    return void response.end(JSON.stringify({ "@odata.context": "$metadata", value }));
  }
  const rows = sets.get(name?.[1] ?? "");
  if (rows === undefined) return void response.writeHead(404).end();
  const since = /ApiGewijzigdOp ge (\S+)/.exec(url.searchParams.get("$filter") ?? "")?.[1];
  const all = since === undefined ? rows : rows.slice(firstSince(rows, since));
  if (name?.[2] !== undefined) {
    response.writeHead(200, { "content-type": "text/plain" });
    return void response.end(String(all.length));
  }
  const from = Number(url.searchParams.get("$skiptoken") ?? 0);
  const value = all.slice(from, from + PAGE).map((row) => row.entity);
  const next = new URL(url);
  next.searchParams.set("$skiptoken", String(from + PAGE));
  next.host = request.headers.host ?? "";
  const link = from + PAGE < all.length ? { "@odata.nextLink": next.href } : {};
  response.writeHead(200, { "content-type": "application/json; odata.metadata=minimal" });
  response.end(
    JSON.stringify({ "@odata.context": `$metadata#${name?.[1]}`, "@odata.count": all.length, value, ...link }),
  );
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null)
    process.stdout.write(`http://127.0.0.1:${address.port}/OData/v4/2.0/\n`);
});
