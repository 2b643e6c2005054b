/** What any client must do: ROOT's pages fetched and parsed, one after the other. Prints milliseconds and records. */
const [root = ""] = process.argv.slice(2);
const started = performance.now();
let records = 0;
for (const set of ["Zaak", "Besluit", "Stemming", "Document"]) {
  let next = `${root}${set}?$orderby=ApiGewijzigdOp,Id`;
  while (next !== undefined) {
    const answer = await fetch(next, { headers: { accept: "application/json" } });
    const page = JSON.parse(await answer.text());
    records += page.value.length;
    next = page["@odata.nextLink"];
  }
}
process.stdout.write(JSON.stringify({ ms: performance.now() - started, records }));
