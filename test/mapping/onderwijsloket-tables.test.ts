import { describe, expect, test } from "vitest";
import { COLLECTIONS as ASKED } from "../sources/onderwijsloket/table.js";
import { COLLECTIONS, FIELDS, mappingOf } from "./loket.js";

// Fields that the documentation names, by collection; those of blocks and of Algolia's indexes alone are not among them.
const DOCUMENTED: Readonly<Record<string, string>> = {
  articles:
    "id title slug path description summary body editor_nodes seo english date_created date_updated status authors documents sources topics sectors roles tracks qualifications faqs audiences phases",
  faqs: "id question answer sectors topics audiences phases",
  sources: "id title description url articles",
  documents: "id title description asset articles",
  authors: "id first_name name image job_title articles",
  programs:
    "id title slug path date_created level type degree study_number hovi_id kiesmbo_id vendor educational_institutions locations qualifications roles sectors program_forms",
  program_forms: "id url description track",
  educational_institutions:
    "id title slug path description logo type brin_code hovi_id kiesmbo_id vendor date_created date_updated programs locations",
  locations: "id title url address zip city country location_geopoint opening_hours vendor",
  regional_education_desks:
    "id title slug path logo date_created email phone phone_availability regions cities_municipalities has_consultation_service orientation_activity_types content_types description consultation_service_description area sectors",
  areas: "id title area_center area_bounds area_inner",
  videos:
    "id title slug path video duration publication_date date_created body transcript_raw transcript_string transcript_string_with_speakers speaker_map chapters profiles audiences phases roles sectors topics tracks",
  testimonials:
    "id title slug path description summary body editor_nodes publication_date date_created profiles authors audiences phases roles sectors topics tracks",
  podcast_shows:
    "id title slug path tagline artwork description podcast_status creator_name date_created episodes seasons hosts audiences phases sectors",
  podcast_episodes:
    "id title slug path audio body episode_number duration publication_date date_created show season hosts guests transcript_raw transcript_string transcript_string_with_speakers speaker_map audiences phases roles sectors topics tracks",
  seasons: "id season_number year show",
  podcast_hosts: "id first_name last_name image",
  profiles: "id first_name last_name path image body",
  routes: "id title path duration_in_months route_steps requires_answers",
  route_steps: "id short_title duration_in_months body",
  topics: "id name path slug",
  qualifications: "id name path description",
  roles: "id name path",
  tracks: "id name path",
  phases: "id title",
  audiences: "id title",
  sectors:
    "id title slug description date_created alt_names introduction roles_content routes_content salary_content costs_content",
};

describe("the field table", () => {
  test.each(Object.entries(DOCUMENTED))("knows every documented field of %s", (collection, fields) => {
    expect(fields.split(" ").filter((header) => FIELDS.of(header, collection).length === 0)).toEqual([]);
  });

  test.each(ASKED)("makes something of each field that is asked for of $name", ({ name, fields, many }) => {
    const headers = [...fields, ...many].map((field) => field.split(".")[0] ?? "").filter((header) => header !== "*");
    const isUnused = (header: string): boolean => FIELDS.of(header, name).every(({ clean }) => clean.name === "unused");
    expect(headers.filter(isUnused)).toEqual([]);
  });

  test("has a family for each collection, and marks those whose fields no document names", () => {
    const unverified = COLLECTIONS.filter((f) => f.unverified).map((f) => f.name);
    expect(COLLECTIONS.map((f) => f.name).sort()).toEqual([...Object.keys(DOCUMENTED), ...unverified].sort());
    expect(unverified).toEqual(["route_questions", "route_answers", "school_subjects"]);
  });
});

/** Keys that records of a family can have: those of its fields, and those inside them. */
function keysOf(family: string): Set<string> {
  const fields = FIELDS.for(family);
  const parts: Readonly<Record<string, readonly string[]>> = { point: ["lat", "long", "wkt"] };
  return new Set(
    fields.flatMap(({ key, clean }) => {
      const inner = clean.name === "each" ? [...keysOf(clean.args[0] ?? "")] : (parts[clean.name] ?? []);
      return [key, ...inner.map((name) => `${key}.${name}`)];
    }),
  );
}

describe.each(COLLECTIONS)("the mapping of $name", ({ mappings }) => {
  test("refers to keys that the field table gives, and to no other", async () => {
    for (const file of mappings) {
      const model = await mappingOf(file);
      const own = model.triplesMaps.filter((map) => map.source.iterator !== "$[*].nieuwe_begrippen[*]");
      const used = own.flatMap((map) => JSON.stringify(map).match(/(?<="reference":")[^"]+/g) ?? []);
      const keys = used.map((reference) => reference.replace(/^\$\./, "").replace("[*]", ""));
      // A file for several collections may refer to keys that one of them lacks.
      const sharers = COLLECTIONS.filter((other) => other.mappings.includes(file));
      const known = new Set(sharers.flatMap((f) => [...keysOf(f.name)]));
      expect(keys.filter((key) => !known.has(key))).toEqual([]);
      expect(keys.length).toBeGreaterThan(3);
    }
  });
});
