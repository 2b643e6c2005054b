import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Rig, startRig } from "../../server/rig.js";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

async function asked(query: string, language = "nl"): Promise<string> {
  const parameters = new URLSearchParams({ query, lang: language }).toString();
  const html = await (await rig.get(`/sparql?${parameters}`, { accept: "text/html" })).text();
  return /<div id="fout" class="utrecht-alert utrecht-alert--error">(.*?)<\/div>/s.exec(html)?.[1] ?? "";
}

describe("a question that cannot be read", () => {
  it("is told where it is wrong, in the language of the page, around what the engine says", async () => {
    const told = await asked("SELECT ?s\nWHER { ?s ?p ?o }");
    expect(told).toMatch(/De vraag is niet te lezen: er staat een fout in regel 2, bij teken \d+\./);
    expect(told).toMatch(/<code lang="en">expected /);
    expect(told).not.toContain("error at");
    expect(await asked("SELECT ?s\nWHER { ?s ?p ?o }", "en")).toMatch(
      /there is an error in line 2, at character \d+\./,
    );
  });

  it("is told what to do, and the long list of what the engine had expected is folded", async () => {
    const told = await asked("SELECT ?x WHERE { ?x a ");
    expect(told).toMatch(/<details><summary>Wat er in het Engels over gezegd wordt<\/summary>/);
    expect(told).toContain("begin met een van de voorbeelden hieronder.</p>");
    expect(await asked("SELECT ?x WHERE { ?x a ", "en")).toContain("begin with one of the examples below.</p>");
  });

  it("for want of a prefix is given the line to add", async () => {
    const told = await asked("SELECT ?s { ?s ond:x ?o }");
    expect(told).toContain("De afkorting ond: is nergens uitgelegd. Zet boven de vraag:");
    expect(told).toMatch(/<code>PREFIX ond: &lt;[^&]*def\/onderwijs#><\/code>/);
  });

  it("is named in the title, and tied to the field that it is in", async () => {
    const told = await (
      await rig.get(`/sparql?${new URLSearchParams({ query: "SELECT" })}`, { accept: "text/html" })
    ).text();
    expect(told).toContain("<title>Fout in de vraag · Vragen stellen in SPARQL · Onderwijsgraaf</title>");
    expect(told).toMatch(/<textarea [^>]*aria-invalid="true" aria-describedby="fout"/);
    const right = await (await rig.get("/sparql?query=ASK%7B%7D", { accept: "text/html" })).text();
    expect(right).toContain("<title>Antwoord · Vragen stellen in SPARQL · Onderwijsgraaf</title>");
    expect(right).not.toContain("aria-invalid");
  });
});
