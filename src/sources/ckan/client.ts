/** The action API v3 of a CKAN: the three actions that tell what it holds (docs.ckan.org, "API guide"). */
import type { HttpClient } from "../http.js";
import { isObject } from "../json-object.js";
import { SourceError } from "../source-error.js";
import { below } from "../web-address.js";
import { ckanAnswer, CkanError } from "./answer.js";
import { type CkanPackage, checkedPackage } from "./package.js";

export interface SearchQuery {
  /** Words to search for. */
  readonly q?: string;
  /** Filter in Solr's words; `filter.ts` writes them. */
  readonly fq?: string;
  /** `metadata_modified asc, id asc`. */
  readonly sort?: string;
  /** How many packages of the result to pass over. */
  readonly start?: number;
  /** How many to give; a CKAN silently gives fewer than it is asked for. */
  readonly rows?: number;
}

/** A page of packages. */
export interface CkanPage {
  readonly url: string;
  readonly packages: readonly CkanPackage[];
  /** The answer as it came. */
  readonly text: string;
}

export interface SearchPage extends CkanPage {
  /** Packages in the whole result, as it is at this moment. */
  readonly count: number;
}

export class CkanClient {
  readonly #http: HttpClient;

  /** @param root the action API: `https://data.overheid.nl/data/api/3/action` */
  constructor(
    readonly root: URL,
    http: HttpClient,
  ) {
    this.#http = http;
  }

  /** Names of all public packages. @throws {SourceError} when the answer is not sound */
  async packageList(): Promise<readonly string[]> {
    const { url, result } = await this.#ask("package_list", {});
    if (!Array.isArray(result) || !result.every((name) => typeof name === "string")) {
      throw new SourceError(`${url}: the server answered 200, but the result is no list of names`);
    }
    return result;
  }

  /** A page of the packages that a query finds. @throws {SourceError} when the answer is not sound */
  async packageSearch(query: SearchQuery): Promise<SearchPage> {
    const { url, text, result } = await this.#ask("package_search", { ...query });
    if (!isObject(result) || !Array.isArray(result["results"]) || typeof result["count"] !== "number") {
      throw new SourceError(`${url}: the server answered 200, but the result holds no count and results`);
    }
    const packages = result["results"].map((each, i) => checkedPackage(each, `${url}: result ${i + 1}`));
    return { url, text, packages, count: result["count"] };
  }

  /**
   * One package, by its id or name; undefined when it is not there for us: never was, was deleted, or is private (CKAN
   * answers "Authorization Error" for a deleted one).
   *
   * @throws {SourceError} when the answer is not sound
   */
  async packageShow(id: string): Promise<CkanPage | undefined> {
    try {
      const { url, text, result } = await this.#ask("package_show", { id });
      return { url, text, packages: [checkedPackage(result, `${url}: the result`)] };
    } catch (error) {
      if (error instanceof CkanError && /^(?:Not Found|Authorization) Error$/.test(error.type)) return undefined;
      throw error;
    }
  }

  #ask(
    action: string,
    parameters: Readonly<Record<string, string | number | undefined>>,
  ): ReturnType<typeof ckanAnswer> {
    const url = below(this.root, action);
    for (const [name, value] of Object.entries(parameters)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    return ckanAnswer(this.#http, url);
  }
}
