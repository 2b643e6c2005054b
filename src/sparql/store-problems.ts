/** What went wrong with a query as an answer of HTTP: whose fault it is, and what to do. */
import { Problem } from "../http/problem.js";
import {
  QueryRefusedError,
  QuerySyntaxError,
  QueryTimeoutError,
  ResultTooLargeError,
  StoreBusyError,
  StoreUnavailableError,
} from "../store/graph-store.js";
import { EndpointFailedError } from "./federation/endpoint-failed.js";

/** What the store threw, as an answer; undefined for what is a fault of ours. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof QuerySyntaxError) {
    return new Problem(400, `the query cannot be answered: ${error.message}`, { cause: error });
  }
  if (error instanceof QueryRefusedError) {
    return new Problem(400, `this query is not answered here: ${error.message}`, { cause: error });
  }
  if (error instanceof QueryTimeoutError) {
    return new Problem(
      504,
      "the query took too long and was stopped; ask for less (LIMIT, fewer patterns), or download the graphs",
      {
        cause: error,
        forPeople: "Het antwoord duurde te lang. Vraag minder tegelijk, of download de gegevens.",
      },
    );
  }
  if (error instanceof ResultTooLargeError) {
    return new Problem(400, error.message, {
      cause: error,
      forPeople: "Het antwoord is te groot. Vraag het in delen (LIMIT en OFFSET), of download de graaf.",
    });
  }
  if (error instanceof EndpointFailedError) {
    return new Problem(502, error.message, {
      cause: error,
      forPeople: "Een ander endpoint waar de vraag gebruik van maakt, gaf geen bruikbaar antwoord.",
    });
  }
  if (error instanceof StoreBusyError) {
    return new Problem(503, error.message, {
      cause: error,
      headers: { "Retry-After": "5" },
      forPeople: "Er wachten te veel vragen. Probeer het over enkele seconden opnieuw.",
    });
  }
  if (error instanceof StoreUnavailableError) {
    return new Problem(503, "the store is not ready to answer; try again in a few seconds", {
      cause: error,
      headers: { "Retry-After": "5" },
      forPeople: "De gegevens worden geladen. Probeer het over enkele seconden opnieuw.",
    });
  }
  return undefined;
}
