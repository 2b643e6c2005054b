/** What a service says of itself: its service document and its `$metadata`. */
import type { HttpClient } from "../http.js";
import { below } from "../web-address.js";
import { answer } from "./answer.js";
import { type ODataModel, readMetadata } from "./metadata.js";
import { utf8 } from "../json-answer.js";
import { acceptOf, type ODataService } from "./query.js";
import { type EntitySet, readServiceDocument } from "./service-document.js";

/** The entity sets that a service offers. @throws {SourceError} when it cannot be had, or is no service document */
export function entitySets(service: ODataService, http: HttpClient): Promise<EntitySet[]> {
  const { headers } = acceptOf(service);
  const accept = service.version === "v4" ? "application/json" : "application/atomsvc+xml, application/json;q=0.9";
  return answer(http, below(service.root, ""), { accept, headers }, (bytes, name) =>
    readServiceDocument(utf8(bytes, name), name),
  );
}

/** The model of a service. @throws {SourceError} when it cannot be had, or is no EDMX */
export function serviceModel(service: ODataService, http: HttpClient): Promise<ODataModel> {
  const { headers } = acceptOf(service);
  return answer(http, below(service.root, "$metadata"), { accept: "application/xml", headers }, (bytes, name) =>
    readMetadata(utf8(bytes, name), name),
  );
}
