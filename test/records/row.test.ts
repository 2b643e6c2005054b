import { expect, test } from "vitest";
import type { CleanRecord } from "#src/records/record.js";
import { keyNamed, valueOf } from "#src/records/row.js";

test("a key with a dot is one of the object before it, which is made when it is set", () => {
  const record: CleanRecord = { naam: "De Wilg" };
  keyNamed("adres.postcode").set(record, "5022KE");
  keyNamed("adres.plaats").set(record, "Tilburg");
  expect(record).toEqual({ naam: "De Wilg", adres: { postcode: "5022KE", plaats: "Tilburg" } });
  for (const get of [(name: string) => keyNamed(name).get(record), (name: string) => valueOf(record, name)]) {
    expect(["adres.plaats", "naam", "naam.x", "niets.x"].map(get)).toEqual([
      "Tilburg",
      "De Wilg",
      undefined,
      undefined,
    ]);
  }
});
