/**
 * Refusals of the Education API: an HTTP status, and a StatusResponse with a functional code of Edu-V (Status- en
 * foutcodes v0.0.4). The code is an integer in the specification and has leading zeros where it is published: 0022.
 */
import { z } from "zod";
import type { StatusError } from "../source-error.js";

const statusResponse = z.object({
  status: z.union([z.int(), z.string().regex(/^\d+$/)]).transform((status) => String(status).padStart(4, "0")),
  statusMessage: z.string().nullish(),
});

/** A school that does not let its data be given. */
const CONSENT_REQUIRED = "0022";

function responseIn({ text }: StatusError): z.infer<typeof statusResponse> | undefined {
  try {
    return statusResponse.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

export function isConsentRefused(error: StatusError): boolean {
  return error.status === 403 && responseIn(error)?.status === CONSENT_REQUIRED;
}

/** The refusal in a sentence: URL, HTTP status, and the code and message of the API where it gave them. */
export function refusalOf(error: StatusError, url: URL): string {
  const response = responseIn(error);
  if (response === undefined) return error.message;
  const said = response.statusMessage?.replace(/\s+/g, " ").trim().slice(0, 200) ?? "";
  return `${url.href}: the server answered ${error.status}, code ${response.status}${said === "" ? "" : `: ${said}`}`;
}
