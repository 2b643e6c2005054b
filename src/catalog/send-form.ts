/** Answers with a form that is made once and kept: as a file when it is whole in time, else as it comes. */
import { Readable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import type { Context } from "koa";
import { type Freshness, notModified } from "../http/headers.js";
import type { FormTask } from "./form-task.js";
import type { Form, FormInMaking, Forms } from "./forms.js";
import { openForm } from "./graph-file.js";
import { sendFile } from "./send-file.js";

/** Milliseconds that a client waits for a form to be whole, and so for its length, before it gets the bytes as they come. */
const PATIENCE = 1000;

/** Which form, and as what. */
export interface FormAnswer {
  readonly task: Omit<FormTask, "to">;
  /** Content-Type. */
  readonly type: string;
  /** Its tag names the bytes: other bytes, other tag. */
  readonly freshness: Freshness;
}

/** @throws {UnserialisableError} when RDF/XML cannot say what is to be said */
export async function sendForm(ctx: Context, forms: Forms, { task, type, freshness }: FormAnswer): Promise<void> {
  if (notModified(ctx, freshness)) return;
  const form = forms.get(freshness.etag.slice(1, -1), task);
  const whole = "whole" in form ? await inTime(ctx, form) : form;
  if (whole !== undefined) {
    ctx.set("Repr-Digest", digest(whole.sha256));
    return sendFile(ctx, await openForm(whole), type, freshness);
  }
  ctx.set("Content-Type", type);
  // Its length is not known: HEAD says all the rest.
  ctx.body =
    ctx.method === "HEAD" ? Readable.from([]) : Readable.from((form as FormInMaking).read(), { objectMode: false });
}

/** The form, when it is whole soon; who asks for a part of it waits, since where a part is, is known at the end. */
async function inTime(ctx: Context, form: FormInMaking): Promise<Form | undefined> {
  if (ctx.get("Range") !== "" && ctx.method === "GET") return form.whole;
  const patience = new AbortController();
  try {
    return await Promise.race([form.whole, setTimeout(PATIENCE, undefined, { signal: patience.signal })]);
  } finally {
    patience.abort();
  }
}

/** RFC 9530 §3: of the representation, whatever part of it is sent. */
export function digest(sha256: string): string {
  return `sha-256=:${Buffer.from(sha256, "hex").toString("base64")}:`;
}
