/**
 * Packages out of a file: a saved answer of `package_search` or `package_show`, its `result` alone, or packages as they
 * are, one or a list.
 */
import type { JsonFrame } from "../files/json-elements.js";
import { elementsOf } from "../files/json-records.js";
import type { Received } from "../files/receive.js";
import { isObject } from "../json-object.js";
import { SourceError } from "../source-error.js";
import { errorWords } from "./answer.js";
import { type CkanPackage, checkedPackage } from "./package.js";

/** Whether a file is of CKAN, by its first bytes: it is an envelope, or has a package's list of resources. */
export function isCkanFile(file: Pick<Received, "head">): boolean {
  const head = file.head.toString("utf8");
  return /^(?:\ufeff)?\s*[{[]/.test(head) && (isEnvelope(head) || /"resources"\s*:\s*\[/.test(head));
}

function isEnvelope(head: string): boolean {
  return /"success"\s*:\s*(?:true|false)/.test(head) || /"result"\s*:\s*\{/.test(head);
}

/** The address of the API that the file itself tells, in the `help` of its envelope. */
export function helpOf(file: Pick<Received, "head">): string | undefined {
  return /"help"\s*:\s*"(https?:[^"\\]*)"/.exec(file.head.toString("utf8"))?.[1];
}

/**
 * Yields the packages of a file in blocks.
 *
 * @param name how messages call it
 * @throws {SourceError} when it is broken, an answer that says no, or holds no packages
 */
export async function* savedPackages(file: Received, name: string): AsyncGenerator<readonly CkanPackage[]> {
  const way = isEnvelope(file.head.toString("utf8")) ? ["result", "results"] : ["results"];
  const blocks = elementsOf(file, name, ...way);
  let n = 0;
  let block = await blocks.next();
  for (; block.done !== true; block = await blocks.next()) {
    yield block.value.map((each) => checkedPackage(each, `${name}: package ${(n += 1)}`));
  }
  const alone = packageAlone(block.value, name);
  if (alone !== undefined) yield [alone];
}

/** The package that a document without list of results is, or has as its result. */
function packageAlone({ hasArray, members }: JsonFrame, name: string): CkanPackage | undefined {
  if (members["success"] === false) {
    const { type, words } = errorWords(members["error"]);
    throw new SourceError(`${name}: the answer says no: ${type}: ${words}`);
  }
  if (hasArray) return undefined;
  const { result } = members;
  return checkedPackage(isObject(result) ? result : members, `${name}: the document`);
}
