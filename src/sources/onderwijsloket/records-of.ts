/** The records of a file as the API gives them: `{"data":[…]}`, `{"data":{…}}`, the array or the record alone. */
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Delivery } from "../delivery.js";
import { elementsOf } from "../files/json-records.js";
import { receive } from "../files/receive.js";
import { SourceError } from "../source-error.js";
import type { LoketRecord } from "./directus.js";

/** The member of an answer that holds its records. */
const KEY = "data";

const record = z.looseObject({});
const alone = z.looseObject({ id: z.union([z.string(), z.number()]) });
const refusal = z.looseObject({ errors: z.array(z.looseObject({ message: z.string() })).min(1) });

/**
 * The records of a file in blocks.
 *
 * @param scratch folder for the file on its way
 * @param onDate told when the file was last changed
 * @throws {SourceError} when it is no JSON, is cut off, or holds no records
 */
export async function* recordsOf(
  { origin, open }: Delivery,
  scratch: string,
  onDate: (date: Date) => void = () => {},
): AsyncGenerator<readonly LoketRecord[]> {
  const folder = await mkdtemp(join(scratch, "records-"));
  try {
    const { body, lastModified } = await open();
    if (lastModified !== undefined) onDate(lastModified);
    const received = await receive(body, join(folder, "received.json"), origin);
    const elements = elementsOf(received, origin, KEY);
    let count = 0;
    let block = await elements.next();
    for (; block.done !== true; block = await elements.next()) {
      yield block.value.map((element) => {
        count += 1;
        const read = record.safeParse(element);
        if (!read.success) throw new SourceError(`${origin}: element ${count} is no record, but ${kindOf(element)}`);
        return read.data;
      });
    }
    const { hasArray, members } = block.value;
    if (!hasArray) yield [recordIn(members, origin)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function recordIn(members: LoketRecord, origin: string): LoketRecord {
  const read = alone.safeParse(members[KEY] ?? members);
  if (read.success) return read.data;
  const said = refusal.safeParse(members).data?.errors[0]?.message;
  if (said !== undefined)
    throw new SourceError(`${origin}: this is no list, but a refusal of the API: ${said.slice(0, 200)}`);
  throw new SourceError(`${origin}: the document holds no "${KEY}" with records, nor is it a record with an id`);
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : `a ${typeof value}`;
}
