/**
 * What is configured of a Bron, the administratiesysteem of schools: their consent, and how offerings were asked for.
 * With files it is `bron.yaml`; for an API there is its address and how to log in besides.
 */
import { parse } from "yaml";
import { z } from "zod";
import { SourceError } from "../source-error.js";
import { asked } from "./ask.js";

/** Names folders, graphs and variables, so that it needs no escaping in any of them. */
export const BRON_NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

const text = z.string({ error: "write it as text, between quotes" }).min(1);

const settings = {
  /** Whether the schools agreed that their data are published. Without it nothing is kept. */
  consent: z.boolean({ error: "say true or false: whether the schools agreed that their data are published" }),
  name: text.optional(),
  sector: z.enum(["po", "vo"]).optional(),
  filterByOrgId: z.boolean().optional(),
  schoolPeriodId: text.optional(),
  /** IRI of the licence of its data. */
  licence: z.url().optional(),
};

const bronFile = z.looseObject(settings);

/** The settings of a Bron, of whichever form. */
export interface BronSettings {
  /** Its name here: `[a-z0-9-]+`. */
  readonly bron: string;
  readonly consent: boolean;
  readonly name?: string | undefined;
  readonly sector?: "po" | "vo" | undefined;
  readonly filterByOrgId?: boolean | undefined;
  readonly schoolPeriodId?: string | undefined;
  readonly licence?: string | undefined;
}

/** How a client logs in; the secret or the key itself comes from the environment. */
const login = z.preprocess(
  (given) => (typeof given === "string" ? { method: given } : given),
  z.discriminatedUnion("method", [
    z.strictObject({
      method: z.literal("secret"),
      /** Where the secret goes (RFC 6749 §2.3.1): the Authorization header, or the form. */
      send: z.enum(["basic", "post"]).default("basic"),
    }),
    z.strictObject({
      method: z.literal("private_key_jwt"),
      alg: z.enum(["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]).optional(),
      kid: text.optional(),
      /** `aud` of the assertion, where the server wants another than its token URL (RFC 7523 §3). */
      audience: text.optional(),
    }),
  ]),
);

/** The configuration of a Bron that is asked through the Education API. */
export const apiBron = z.strictObject({
  bron: z.string().regex(BRON_NAME, "use lower-case letters, digits and single hyphens"),
  ...settings,
  /** Root of the API, its major version included: `https://api.example.org/v1`. */
  url: webAddress().refine((url) => (/\/v(\d+)\/*$/.exec(new URL(url).pathname)?.[1] ?? "1") === "1", {
    error: "this client speaks major version 1 of the Education API",
  }),
  tokenUrl: webAddress(),
  clientId: text,
  scope: text.default("eduv.education"),
  auth: login,
  /** Which organisations; all that the Bron gives without it. */
  ask: z.array(asked).default([]),
});

export type ApiBron = z.infer<typeof apiBron>;

/** An address that credentials may be sent to: https, or http within this machine. */
function webAddress() {
  return z
    .string()
    .refine((url) => URL.canParse(url), { error: "is no web address; write it like https://host/path", abort: true })
    .refine((url) => isSafe(new URL(url)), { error: "must be https, unless it is of this machine (localhost)" })
    .refine((url) => new URL(url).username === "" && new URL(url).password === "", {
      error: "credentials do not belong in the address",
    })
    .refine((url) => new URL(url).search === "" && new URL(url).hash === "", { error: "must end with its path" });
}

/** Whether what is sent there can be read on the way. */
function isSafe(url: URL): boolean {
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url));
}

export function isLoopback(url: URL): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
}

/** What `bron.yaml` must hold, for who has none yet. */
export const BRON_YAML_FORM =
  "it must say `consent: true` (the schools agreed that their data are published) or `consent: false`, and may say name, sector (po or vo), filterByOrgId, schoolPeriodId, licence";

/**
 * Reads `bron.yaml`.
 *
 * @param path how messages call it
 * @param onUnknown told each key that means nothing here
 * @throws {SourceError} naming the file and what is wrong with it
 */
export function readBron(yaml: string, bron: string, path: string, onUnknown: (key: string) => void): BronSettings {
  let value: unknown;
  try {
    value = parse(yaml);
  } catch (error) {
    throw new SourceError(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  const read = bronFile.safeParse(value);
  if (!read.success) throw new SourceError(`${path}: ${BRON_YAML_FORM}\n${z.prettifyError(read.error)}`);
  for (const key of Object.keys(read.data)) if (!Object.hasOwn(settings, key)) onUnknown(key);
  const { consent, name, sector, filterByOrgId, schoolPeriodId, licence } = read.data;
  return { bron, consent, name, sector, filterByOrgId, schoolPeriodId, licence };
}
