/** Another endpoint did not answer as it should; the message names it, and why. */
export class EndpointFailedError extends Error {
  override readonly name = "EndpointFailedError";
}
