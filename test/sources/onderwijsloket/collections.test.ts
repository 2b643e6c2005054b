import { describe, expect, test } from "vitest";
import { isNeverAsked, PERSONAL, readCollections } from "#src/sources/onderwijsloket/collections.js";
import { COLLECTIONS } from "./table.js";

/** The collections of MODEL §2.5. */
const MODEL = [
  ["programs", "program_forms", "educational_institutions", "locations", "regional_education_desks", "areas"],
  ["articles", "faqs", "sources", "documents", "authors"],
  ["videos", "testimonials", "podcast_shows", "seasons", "podcast_episodes", "podcast_hosts", "profiles"],
  ["routes", "route_steps", "route_questions", "route_answers"],
  ["sectors", "topics", "qualifications", "roles", "tracks", "school_subjects", "phases", "audiences"],
].flat();

describe("the table that ships", () => {
  test("holds every collection of the model", () => {
    expect(COLLECTIONS.map((each) => each.name).sort()).toEqual(MODEL.toSorted());
  });

  test("asks of a junction the id of the other record, by which it is flattened", () => {
    const keys = COLLECTIONS.flatMap((each) => each.many.map((many) => many.split(".")[1]));
    expect(keys.filter((key) => key !== "id" && !MODEL.includes(key?.replace(/_id$/, "") ?? ""))).toEqual([]);
  });

  test("knows which records have a vendor and which a status", () => {
    expect(
      COLLECTIONS.filter((each) => each.vendor !== undefined).map((each) => `${each.name} ${each.vendor}`),
    ).toEqual(["programs filtered", "program_forms told", "educational_institutions filtered", "locations filtered"]);
    expect(COLLECTIONS.filter((each) => each.status !== undefined).map((each) => each.name)).toEqual(["articles"]);
  });

  test("asks nothing about persons", () => {
    expect(COLLECTIONS.filter((each) => isNeverAsked(each.name))).toEqual([]);
  });
});

describe("a table is refused, naming what is wrong,", () => {
  test.each([
    ...[...PERSONAL, "directus_users"].map((name) => [
      `${name}: {policy: x, fields: [id]}`,
      `t.yaml: ${name} is about persons, or of Directus itself, and is never asked for`,
    ]),
    ["topics: {policy: x, fields: [id, user_created.email]}", 't.yaml: topics: "user_created" leads to persons'],
    ["topics: {policy: x, fields: [id], many: [applicants.id]}", 't.yaml: topics: "applicants" leads to persons'],
    ["topics: {policy: x, fields: [title]}", "must have id: records are told apart by it"],
    ["topics: {policy: x, fields: [id, 'a b']}", "write a field, or field.field"],
    ["topics: {policy: x, fields: [id], many: [roles]}", "write relation.key"],
    ["topics: {policy: x, fields: [id], vendor: ja}", 't.yaml: ✖ Invalid option: expected one of "filtered"|"told"'],
    [
      "topics: {policy: x, fields: [id], part_of: roles.x}",
      "t.yaml: topics: part_of names roles.x, which is no relation",
    ],
    ["topics: {fields: [id]}", "policy"],
    ["topics: {policy: x, fields: [id], sort: id}", "sort"],
    ["topics: [", "t.yaml: "],
  ])("%s", (text, told) => {
    expect(() => readCollections(text, "t.yaml")).toThrow(told);
  });
});
