import { expect, it } from "vitest";
import { startRig } from "../../server/rig.js";

it("the head of a column of numbers stands where its numbers do", async () => {
  const rig = await startRig();
  try {
    const query = 'SELECT ?naam ?n WHERE { VALUES (?naam ?n) { ("een" 1) ("twee" 2) } }';
    const path = `/sparql?${new URLSearchParams({ query }).toString()}`;
    const html = await (await rig.get(path, { accept: "text/html" })).text();
    expect(html).toContain('<th scope="col">naam</th><th scope="col" class="n">n</th>');
    expect(html).toContain('<td>een</td><td class="n">1</td>');
  } finally {
    await rig.close();
  }
});
