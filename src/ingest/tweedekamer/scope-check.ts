/**
 * What no delta tells: a record comes into the parliamentary years that are asked for, or leaves them, together with what
 * it hangs on, and has not changed itself. After a delta the service is therefore asked how many there are; where that is
 * another number than is held, the kind is read as a whole.
 */
import { SourceError } from "../../sources/source-error.js";
import type { Coming } from "./comings.js";
import { type Publish, publishing } from "./entity-publish.js";
import { SOURCE } from "./entity-raw.js";
import { type About, receive, type Received } from "./entity-receive.js";

/** Receives an entity, as a whole where a delta does not do. @throws {Error} that is no fault of the source */
export async function load(coming: Coming, about: About): Promise<Publish> {
  const { scope, isWhole, entity } = coming;
  if (scope === undefined || isWhole) return publishing(await receive(coming, about), about);
  const { progress } = about.run;
  const above = scope.hangsOn.find((kind) => about.left.has(kind));
  if (above !== undefined) {
    progress.note(`${entity.kind}: read as a whole, for some of ${above}, on which it hangs, left the years asked for`);
    return load(scope.whole(), about);
  }
  const delta = await receive(coming, about);
  const difference = differenceOf(delta, about);
  if (difference === undefined) return publishing(delta, about);
  const { held, counted } = difference;
  if (held !== undefined && held > counted) about.left.add(entity.kind);
  progress.note(
    `${entity.kind}: read as a whole, for with what changed ${held ?? "an unknown number"} would be held, and the service ` +
      `counts ${counted}: some came into the years asked for, or left them, without a change of their own`,
  );
  await delta.raw?.end();
  const publishWhole = await load(scope.whole(), about);
  return async () => {
    try {
      await publishWhole();
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      // What changed is worth having all the same.
      await (
        await publishing(delta, about)
      )();
      throw error;
    }
    await delta.raw?.discard();
  };
}

/** The difference that a delta leaves, unless it is none, or the one that stayed when all was read. */
function differenceOf(
  { coming, failure, gained, counted }: Received,
  { run }: About,
): { readonly held: number | undefined; readonly counted: number } | undefined {
  if (failure !== undefined || counted === undefined) return undefined;
  const before = run.publication.datasets(SOURCE)[coming.entity.kind]?.inScope;
  if (before === undefined) return { held: undefined, counted };
  const held = before.records + gained;
  const off = counted - held;
  return off === 0 || off === before.off ? undefined : { held, counted };
}
