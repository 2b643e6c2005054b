/**
 * Personal data that may no longer be kept leave what is held too (MODEL R9, DESIGN §8.12): `raw/`, the graph that comes of
 * it, and its dated versions. Those are withdrawn whole, for which of their statements say it is no longer known.
 */
import type { DatasetEntry } from "../../archive/manifest.js";
import { isStricter } from "../../sources/tweedekamer/personal-data.js";
import { heldEntity, keptComing } from "./comings.js";
import { publishing } from "./entity-publish.js";
import { keptParts, minimiseParts, SOURCE } from "./entity-raw.js";
import { type About, receive } from "./entity-receive.js";

/** Treats what is held as what comes is treated. @returns whether anything was treated less */
export async function tighten(about: About): Promise<boolean> {
  const { kamer, run } = about;
  let isTightened = false;
  for (const [kind, entry] of Object.entries(run.publication.datasets(SOURCE))) {
    const isOut = kamer.personal.isLeftOut(kind);
    if (!isOut && !isStricter(kamer.personal.treatmentOf(kind), entry.treatment ?? {})) continue;
    isTightened = true;
    run.signal?.throwIfAborted();
    run.progress.begin(kind);
    try {
      if (isOut) await remove(kind, "it holds personal data that are no longer kept", about);
      else await reduce(kind, entry, about);
    } finally {
      run.progress.end();
    }
  }
  return isTightened;
}

/** Removes an entity, its graph, findings and all that was kept of it. */
async function remove(kind: string, why: string, { run }: About): Promise<void> {
  const { publication, quality, progress, reports } = run;
  const graph = graphOf(kind);
  publication.removeGraph(graph);
  for (const raw of await publication.rawFiles(SOURCE, kind)) publication.removeRaw(raw);
  quality.remove(`tweedekamer-${kind}`);
  const { [kind]: _, ...others } = publication.datasets(SOURCE);
  publication.setDatasets(SOURCE, others);
  progress.note(`${kind}: removed, for ${why}`);
  reports.push({ file: kind, outcome: "withdrawn", graph });
}

/** Reduces what is kept of an entity, maps it once more, and withdraws the dated versions of its graph. */
async function reduce(kind: string, { name }: DatasetEntry, about: About): Promise<void> {
  const { kamer, run } = about;
  const entity = heldEntity(kind, name, kamer);
  if (entity === undefined || (await keptParts(run, kind)).length === 0) {
    await remove(
      kind,
      "less of its personal data is kept now, and nothing is there to map it from; it is taken anew",
      about,
    );
    return;
  }
  await minimiseParts(run, kind, kamer.personal);
  const coming = keptComing(entity, name, (await keptParts(run, kind)).reverse(), run);
  await (
    await publishing(await receive(coming, about), about)
  )();
  run.publication.removeOlder(graphOf(kind));
  run.progress.note(
    `${kind}: less of its personal data is kept than before, so what is held is reduced too, and older versions of its graph are withdrawn`,
  );
}

function graphOf(kind: string): string {
  return `/graph/tweedekamer/${kind}`;
}
