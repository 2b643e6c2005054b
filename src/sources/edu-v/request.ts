/**
 * The request of an answer. No object of the Edu-V Education API names its school (MODEL §2.4), so the name of the part
 * that an answer is kept under says what was asked: `OIE_CODE-99XX`, `MASTER-104A158`.
 */
import { SourceError } from "../source-error.js";

/** The datasets of a Bron, and the path of each below the root of the API. */
export const PATHS = {
  organisations: "organisations",
  studyofferings: "studyofferings/school",
  subjectofferings: "subjectofferings/school",
} as const;

export type DatasetName = keyof typeof PATHS;

/** The two that are asked of a school. */
export const OFFERINGS = ["studyofferings", "subjectofferings"] as const satisfies readonly DatasetName[];

/**
 * How a school is identified, best first: the RIO id of its onderwijsaanbieder, then the types of
 * `organisationIds` by what they say of the school.
 */
export const SCHOOL_TYPES = ["MASTER", "OIE_CODE", "V_ID", "DD_ID", "BP_ID", "AS_ID"] as const;

/** What else organisations are asked for by: a board's RIO id, its number, or nothing, which gives all. */
export const OTHER_TYPES = ["BOARD_MASTER", "BGE_CODE", "ALL"] as const;

export type SchoolType = (typeof SCHOOL_TYPES)[number];
export type RequestType = SchoolType | (typeof OTHER_TYPES)[number];

/** What an answer was asked by. */
export interface Asked {
  readonly type: RequestType;
  /** The identifier; empty with ALL. */
  readonly value: string;
}

/** What of a Bron's settings decides which offerings a request gives. */
export interface OfferingScope {
  readonly sector?: "po" | "vo" | undefined;
  readonly filterByOrgId?: boolean | undefined;
}

/** The request of an answer, for the mapping. */
export interface EduVRequest {
  readonly bron: string;
  readonly soort: RequestType;
  readonly waarde: string;
  /** Whether offerings are those of the identified location alone, or of its whole aanbieder; absent when not known. */
  readonly alleenDezeVestiging?: boolean;
}

/**
 * The value of `filterByOrgId`, as asked for or by default: true in primary education, false in secondary, and never
 * true with a master id (Education API 1.1.1). Undefined when the sector is not known.
 */
export function filterOf(type: RequestType, scope: OfferingScope): boolean | undefined {
  if (type === "MASTER") return false;
  if (scope.filterByOrgId !== undefined) return scope.filterByOrgId;
  return scope.sector === undefined ? undefined : scope.sector === "po";
}

/** What file names cannot hold everywhere, and `encodeURIComponent` leaves. */
const NOT_IN_NAMES = /[!'()*~]/g;

/** Name of the part that holds the answer to a request, fit for a file name; an odd identifier is percent-encoded. */
export function partName({ type, value }: Asked): string {
  if (type === "ALL") return type;
  // Through UTF-8, for half a surrogate pair cannot be encoded.
  const encoded = encodeURIComponent(Buffer.from(value).toString());
  return `${type}-${encoded.replace(NOT_IN_NAMES, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;
}

/** What the name of a part says was asked, or undefined when it is no such name. */
export function askedOf(part: string): Asked | undefined {
  if (part === "ALL") return { type: "ALL", value: "" };
  const [, name, encoded] = /^([A-Z_]+)-(.+)$/.exec(part) ?? [];
  const type = [...SCHOOL_TYPES, ...OTHER_TYPES].find((each) => each === name);
  if (type === undefined || type === "ALL" || encoded === undefined) return undefined;
  try {
    return { type, value: decodeURIComponent(encoded) };
  } catch {
    return undefined;
  }
}

/**
 * The request behind a part.
 *
 * @param dataset `{bron}/organisations`, `{bron}/studyofferings`, `{bron}/subjectofferings`
 * @param part `{orgIdType}-{orgId}`, or `MASTER-{orgMasterId}`
 * @throws {SourceError} when the names are not of this form
 */
export function requestOf(dataset: string, part: string, scope: OfferingScope): EduVRequest {
  const [bron, name, ...more] = dataset.split("/");
  if (bron === undefined || bron === "" || !isDataset(name) || more.length > 0) {
    throw new SourceError(`"${dataset}" is no dataset of Edu-V; write {bron}/${Object.keys(PATHS).join(", {bron}/")}`);
  }
  const asked = askedOf(part);
  if (asked === undefined || !isAskedBy(name, asked.type)) {
    throw new SourceError(`${dataset}/${part}: the name does not say which request it answers; ${formOf(name)}`);
  }
  const filter = name === "organisations" ? undefined : filterOf(asked.type, scope);
  return {
    bron,
    soort: asked.type,
    waarde: asked.value,
    ...(filter === undefined ? {} : { alleenDezeVestiging: filter }),
  };
}

export function isDataset(name: string | undefined): name is DatasetName {
  return name !== undefined && Object.hasOwn(PATHS, name);
}

/** Offerings are those of a school; organisations are also asked for by their board. */
function isAskedBy(dataset: DatasetName, type: RequestType): boolean {
  return dataset === "organisations" || SCHOOL_TYPES.some((each) => each === type);
}

function formOf(dataset: DatasetName): string {
  const types = dataset === "organisations" ? [...SCHOOL_TYPES, ...OTHER_TYPES] : SCHOOL_TYPES;
  return `call it {type}-{identifier}, the type being one of ${types.join(", ")}`;
}
